// A draft: what somebody is writing, kept in the browser until it is published.
import { key } from "../sending";
import { viewer } from "../viewer";

export interface Draft {
  values: Record<string, string>;
  /** The same for every try, so that it is published once. */
  key: string;
}

const PREFIX = "bandstand.draft";
const DRAFTS_MAX = 50;

/** What was being written; null where nothing was. name: what it is for. */
export function kept(name: string): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(address(name)) ?? "null") as Draft | null;
    return draft && typeof draft.key === "string" && typeof draft.values === "object" ? draft : null;
  } catch {
    return null;
  }
}

/** Something to begin with. */
export function begun(values: Record<string, string>): Draft {
  return { values, key: key() };
}

/** Keep it. Where the browser keeps nothing, it is lost with the window. */
export function keep(name: string, draft: Draft): void {
  try {
    localStorage.setItem(address(name), JSON.stringify(draft));
    const names = Object.keys(localStorage).filter((one) => one.startsWith(PREFIX));
    for (const one of names.slice(0, Math.max(0, names.length - DRAFTS_MAX))) {
      if (one !== address(name)) localStorage.removeItem(one);
    }
  } catch {
    // There is no room, or none is given.
  }
}

/** It is published, or nobody wants it. */
export function drop(name: string): void {
  localStorage.removeItem(address(name));
}

function address(name: string): string {
  return `${PREFIX} ${viewer()} ${name}`;
}
