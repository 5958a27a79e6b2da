// The route: which page the address names. `#/tribe/ferrari?order=HOT`.

export interface Route {
  page: string;
  /** What the page is of: a slug, a handle, an id. */
  of: string;
  query: URLSearchParams;
  /** Which visit this is: going back leads to an earlier one, and to what it had read. */
  visit: number;
}

let visits = 0;

/** The route of the window's address. */
export function here(): Route {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [page = "", of = ""] = path.split("/");
  const state = history.state as { visit?: number } | null;
  visits = Math.max(visits, state?.visit ?? 0);
  const visit = state?.visit ?? ++visits;
  if (state?.visit === undefined) history.replaceState({ visit }, "");
  return { page, of: decode(of), query: new URLSearchParams(query), visit };
}

/** The address of a page. */
export function to(page: string, of = "", query: Record<string, string> = {}): string {
  const asked = new URLSearchParams(query).toString();
  return `#/${page}${of && `/${encodeURIComponent(of)}`}${asked && `?${asked}`}`;
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
