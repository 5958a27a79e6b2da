// A menu: what is done seldom, behind a button.
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Closes when one presses Escape, or somewhere else. */
export function useMenu(): RefObject<HTMLDetailsElement | null> {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const it = menu.current;
      if (it?.open && (event instanceof KeyboardEvent ? event.key === "Escape" : !it.contains(event.target as Node))) {
        it.open = false;
        if (event instanceof KeyboardEvent) it.querySelector("summary")?.focus();
      }
    };
    addEventListener("keydown", close);
    addEventListener("click", close);
    return () => {
      removeEventListener("keydown", close);
      removeEventListener("click", close);
    };
  }, []);
  return menu;
}

export interface Deed {
  words: string;
  /** An address to go to, or what is done. */
  does: string | (() => unknown);
}

/** Deeds that there are, behind three dots; nothing where there are none. */
export function Deeds({ label, deeds }: { label: string; deeds: (Deed | false | null | undefined)[] }) {
  const menu = useMenu();
  const there = deeds.filter((deed) => !!deed);
  if (!there.length) return null;
  const close = () => {
    if (menu.current) menu.current.open = false;
  };
  return (
    <details class="deeds" ref={menu}>
      <summary aria-label={label}>
        <span aria-hidden="true">···</span>
      </summary>
      <ul class="menu panel">
        {there.map(({ words, does }) => (
          <li key={words}>
            {typeof does === "string" ? (
              <a href={does} onClick={close}>
                {words}
              </a>
            ) : (
              <button
                onClick={() => {
                  close();
                  menu.current?.querySelector("summary")?.focus();
                  void does();
                }}
              >
                {words}
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A panel that opens behind a button. opened: what is done whenever it opens. */
export function Opens({ words, opened, children }: { words: ComponentChildren; opened: () => void; children: ComponentChildren }) {
  const menu = useMenu();
  return (
    <details class="deeds" ref={menu} onToggle={(event) => event.currentTarget.open && opened()}>
      <summary class="chip">{words}</summary>
      <div class="menu panel">{children}</div>
    </details>
  );
}
