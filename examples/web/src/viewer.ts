// The viewer: who this window is. In development the header X-Viewer is believed; each window may
// be somebody else, and a new one is who the last one was.

const KEY = "bandstand.viewer";
const DEFAULT = "you";

export const PEOPLE = ["you", "pat", "enzo", "jutta", "masako", "colin"];

let chosen = sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY) ?? DEFAULT;

/** The viewer's id; empty for nobody. */
export function viewer(): string {
  return chosen;
}

/** Be somebody else from now on. */
export function become(id: string): void {
  chosen = id;
  sessionStorage.setItem(KEY, id);
  localStorage.setItem(KEY, id);
}

/** The id of a name: what may stand in a header. */
export function idOf(name: string): string {
  const plain = name.normalize("NFD").replace(/[^\x20-\x7e]/g, "");
  return plain.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 40);
}
