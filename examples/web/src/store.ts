// The store: what is known of each object by its id, as the latest answer, payload or live change
// says. Pages keep their lists; whatever they show of an item is looked up here.
import { signal, useSignal } from "./signal";

type Fields = Record<string, unknown>;

const OBJECTS_MAX = 5_000;
const known = new Map<string, Fields>();
const version = signal(0);

/** Take in all objects with an id that an answer holds, however deep. */
export function learn(answer: unknown): void {
  walk(answer);
  for (const id of known.keys()) {
    if (known.size <= OBJECTS_MAX) break;
    known.delete(id);
  }
  version.set(version.get() + 1);
}

function walk(value: unknown): void {
  if (Array.isArray(value)) value.forEach(walk);
  else if (value !== null && typeof value === "object") {
    const fields = value as Fields;
    if (typeof fields["id"] === "string") {
      const plain = Object.entries(fields).filter(([, one]) => one === null || typeof one !== "object");
      known.set(fields["id"], { ...known.get(fields["id"]), ...Object.fromEntries(plain) });
    }
    Object.values(fields).forEach(walk);
  }
}

/** An object of an answer, as it is known by now. */
export function latest<T extends { id: string }>(object: T): T {
  return { ...object, ...known.get(object.id) };
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
