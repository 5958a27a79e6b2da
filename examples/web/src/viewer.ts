// The viewer: who this window is. In development the header X-Viewer is believed; each window may
// be somebody else, and a new one is who the last one was.
import { signal } from "./signal";

const KEY = "bandstand.viewer";
const DEFAULT = "you";

export const PEOPLE = ["you", "pat", "enzo", "jutta", "masako", "colin"];

/** Their id; empty for nobody. */
export const who = signal(sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY) ?? DEFAULT);

/** The viewer's id; empty for nobody. */
export function viewer(): string {
  return who.get();
}

/** Be somebody else in this window. */
export function be(id: string): void {
  who.set(id);
}

/** Be somebody else from now on, and in windows to come. */
export function become(id: string): void {
  be(id);
  sessionStorage.setItem(KEY, id);
  localStorage.setItem(KEY, id);
}

/** The id of a name: what may stand in a header. */
export function idOf(name: string): string {
  const plain = name.normalize("NFD").replace(/[^\x20-\x7e]/g, "");
  return plain.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 40);
}
