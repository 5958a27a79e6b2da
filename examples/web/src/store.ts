// The store: what is known of each object by its id, as the latest answer, payload or live change
// says. Pages keep their lists; whatever they show of an item is looked up here.
import { signal, useSignal } from "./signal";

type Fields = Record<string, unknown>;

const OBJECTS_MAX = 5_000;
const known = new Map<string, Fields>();
const version = signal(0);

/** Take in all objects with an id that an answer holds, however deep. Where all is known, nothing is drawn. */
export function learn(answer: unknown): void {
  if (!walk(answer)) return;
  for (const id of known.keys()) {
    if (known.size <= OBJECTS_MAX) break;
    known.delete(id);
  }
  version.set(version.get() + 1);
}

/** Whether something of it was not known. */
function walk(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  let news = false;
  const fields = value as Fields;
  if (!Array.isArray(value) && typeof fields["id"] === "string") {
    const before = known.get(fields["id"]) ?? {};
    const plain = Object.entries(fields).filter(([, one]) => one === null || typeof one !== "object");
    if (plain.some(([name, one]) => before[name] !== one)) {
      known.set(fields["id"], { ...before, ...Object.fromEntries(plain) });
      news = true;
    }
  }
  for (const one of Object.values(fields)) news = walk(one) || news;
  return news;
}

/** An object of an answer, as it is known by now. */
export function latest<T extends { id: string }>(object: T): T {
  return { ...object, ...known.get(object.id) };
}

/** Show it nowhere any more. */
export function forget(id: string): void {
  learn({ id, gone: true });
}

/** What is there of some objects, as it is known by now. */
export function there<T extends { id: string }>(objects: T[]): T[] {
  return objects.map(latest).filter((one) => !("gone" in one && one.gone));
}

/** Show what is likely to come of a change; what is returned takes it back. */
export function guess(id: string, likely: Fields): () => void {
  const before = known.get(id) ?? {};
  learn({ id, ...likely });
  const kept = Object.fromEntries(Object.keys(likely).map((name) => [name, before[name]]));
  return () => learn({ id, ...kept });
}

/** Forget all, as when somebody else looks. */
export function clear(): void {
  known.clear();
}

/** Draw this component again whenever something is learned. */
export function useStore(): void {
  useSignal(version);
}
