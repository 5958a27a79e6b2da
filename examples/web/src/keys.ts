// Keys: what a viewer may do without a mouse, beside Tab and Enter.
import { go as visit, to } from "./route";
import { signal } from "./signal";

export const KEYS = [
  ["j", "next article or comment"],
  ["k", "the one before"],
  ["Enter", "open it"],
  ["b", "bump it, or take the bump back"],
  ["/", "search"],
  ["t", "the tribes or people beside"],
  ["h", "home"],
  ["w", "write an article"],
  ["?", "these keys"],
] as const;

/** Whether the help is open. */
export const helping = signal(false);

/** Listen. What is typed into a box is left alone. */
export function listen(): void {
  addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    const typing = target.closest("input, textarea, select, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (act(event.key, target)) event.preventDefault();
  });
}

function act(key: string, target: HTMLElement): boolean {
  const item = target.closest<HTMLElement>("[data-item]");
  if (key === "j" || key === "k") return go(item, key === "j" ? 1 : -1);
  if (key === "b") return press(item ?? document, item ? "[data-bump]" : ".article [data-bump]");
  if (key === "Enter") return target === item && press(item, "[data-open]");
  if (key === "/") return reach("#search") || search();
  if (key === "t") return reach("aside a, aside button");
  if (key === "h") visit(to(""));
  if (key === "w") visit(to("write"));
  if (key === "?") helping.set(!helping.get());
  return "hw?".includes(key);
}

function go(from: HTMLElement | null, by: number): boolean {
  const items = [...document.querySelectorAll<HTMLElement>("[data-item]")];
  const at = from ? items.indexOf(from) + by : 0;
  const item = items[Math.max(0, Math.min(at, items.length - 1))];
  item?.focus({ preventScroll: true });
  item?.scrollIntoView({ block: "nearest" });
  return item !== undefined;
}

function press(within: ParentNode, selector: string): boolean {
  const found = within.querySelector<HTMLElement>(selector);
  found?.click();
  return found !== null;
}

function reach(selector: string): boolean {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found?.checkVisibility()) return false;
  found.focus();
  return true;
}

function search(): boolean {
  visit(to("search"));
  return true;
}
