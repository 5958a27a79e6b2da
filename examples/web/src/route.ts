// The route: which page the address names. `/t/ferrari?order=HOT`.

export interface Route {
  /** The first step: a list, or what kind of thing the page is of. */
  page: string;
  /** What the page is of: a slug, a handle, an id. */
  of: string;
  /** What of it: its leaderboard, the form that changes it. */
  part: string;
  query: URLSearchParams;
  /** Which visit this is: going back leads to an earlier one, and to what it had read. */
  visit: number;
}

let visits = 0;

/** What kind of thing a page is of, as addresses said it before. */
const FORMERLY: Record<string, string> = { article: "a", tribe: "t", user: "u" };

/** The route of the window's address. */
export function here(): Route {
  if (location.hash.startsWith("#/")) {
    const [page = "", ...rest] = location.hash.slice(2).split("/");
    history.replaceState(history.state, "", within(`/${[FORMERLY[page] ?? page, ...rest].join("/")}`));
  }
  const [page = "", of = "", part = ""] = location.pathname.slice(1).split("/").map(decode);
  const state = history.state as { visit?: number } | null;
  visits = Math.max(visits, state?.visit ?? 0);
  const visit = state?.visit ?? ++visits;
  if (state?.visit === undefined) history.replaceState({ visit }, "");
  return { page, of, part, query: new URLSearchParams(location.search), visit };
}

/** The address of a page. */
export function to(page: string, of = "", query: Record<string, string> = {}, part = ""): string {
  const asked = new URLSearchParams(Object.entries(query).filter(([, word]) => word)).toString();
  // `=` is what ids end with, and may stand in a path.
  const steps = [page, of, part].filter(Boolean).map((step) => encodeURIComponent(step).replaceAll("%3D", "="));
  return `/${steps.join("/")}${asked && `?${asked}`}`;
}

/** An address of this page: one that begins with two slashes would be another site's. */
export function within(address: string): string {
  return address.replace(/^[/\\]+/, "/");
}

/** Go there. Where one is already, it is read anew. */
export function go(address: string): void {
  const same = address === location.pathname + location.search;
  if (same) history.replaceState(null, "", within(address));
  else history.pushState(null, "", within(address));
  dispatchEvent(new PopStateEvent("popstate"));
}

/** Follow the links of the page without loading it again. */
export function follow(event: MouseEvent): void {
  const link = (event.target as Element).closest("a");
  const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || elsewhere || event.defaultPrevented || link.target || link.hasAttribute("download")) return;
  const address = new URL(link.href);
  if (address.origin !== location.origin || address.hash || address.pathname.startsWith("/graphql")) return;
  event.preventDefault();
  go(address.pathname + address.search);
}

/** One of some words that the query may say; the first when it says none of them. */
export function choice<T extends string>(route: Route, name: string, words: readonly [T, ...T[]]): T {
  return words.find((word) => word === route.query.get(name)) ?? words[0];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
