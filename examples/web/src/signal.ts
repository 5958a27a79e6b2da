// A signal: a value, and who is to be drawn again when it changes.
import { useEffect, useState } from "preact/hooks";

export interface Signal<T> {
  get(): T;
  set(value: T): void;
  watch(watcher: () => void): () => void;
}

export function signal<T>(value: T): Signal<T> {
  const watchers = new Set<() => void>();
  return {
    get: () => value,
    set(given) {
      value = given;
      for (const watcher of watchers) watcher();
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
}

/** The value, in a component. */
export function useSignal<T>(from: Signal<T>): T {
  const [value, show] = useState<T>(() => from.get());
  useEffect(() => {
    show(() => from.get());
    return from.watch(() => show(() => from.get()));
  }, [from]);
  return value;
}
