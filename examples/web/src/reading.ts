// A reading: what one visit to a page asked for, page by page of its list.
import { useEffect, useMemo, useReducer } from "preact/hooks";
import { ask, Failure } from "./client";
import { away } from "./connection";
import type { TypedDocumentString } from "./generated";
import { signal, useSignal } from "./signal";

interface Listed {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

export interface Reading<D> {
  answers: D[];
  failure: Failure | null;
  busy: boolean;
  /** Whether it was asked for again meanwhile. */
  late: boolean;
}

/** What may be there the next time is asked for again after so long. */
const AGAIN_MS = 5_000;
const READINGS_MAX = 30;
const readings = new Map<string, Reading<unknown>>();

/** How often all lists have become others. */
export const outdated = signal(0);

/** Forget what visits have read: a change makes other lists of it. */
export function outdate(): void {
  readings.clear();
  outdated.set(outdated.get() + 1);
}

/**
 * The answers to a page's query, of which the first is asked for at once.
 *
 * list: where in an answer the list is that `more` goes on with, if there is one.
 */
export function useReading<D, V extends object>(
  visit: number,
  document: TypedDocumentString<D, V>,
  variables: V,
  list: (answer: D) => Listed | null | undefined = () => null,
) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const key = `${visit} ${JSON.stringify(variables)}`;
  // Kept here too: what is shown stays when all that was read is forgotten.
  const found = useMemo(() => (readings.get(key) as Reading<D> | undefined) ?? keep<D>(key), [key]);

  async function read(after: string | null): Promise<void> {
    if (found.busy) {
      found.late ||= after === null;
      return;
    }
    Object.assign(found, { busy: true, late: false, failure: null });
    redraw(undefined);
    try {
      const answer = await ask(document, after === null ? variables : { ...variables, after });
      found.answers = after === null ? [answer] : [...found.answers, answer];
    } catch (failure) {
      found.failure = failure instanceof Failure ? failure : new Failure(String(failure), "INTERNAL", false);
      // What is there is shown, and beside it what is not.
      if (found.failure.data && !found.answers.length) found.answers = [found.failure.data as D];
    }
    found.busy = false;
    redraw(undefined);
    if (found.late) await read(null);
  }

  useEffect(() => {
    if (!found.answers.length) void read(null);
  }, [key]);

  const last = found.answers.at(-1);
  const info = last && list(last)?.pageInfo;
  const again = () => read(found.answers.length && found.failure && info ? info.endCursor : null);
  const gone = useSignal(away);
  useEffect(() => {
    if (gone || !found.failure?.retryable) return;
    const timer = setTimeout(() => void again(), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [found.failure, gone]);
  useEffect(() => {
    // It is there again: now, not after a while.
    if (!gone && found.failure?.code === "UNREACHABLE") void again();
  }, [gone]);
  return {
    ...found,
    first: found.answers[0],
    more: info?.hasNextPage ? () => read(info.endCursor) : null,
    again,
    refresh: () => read(null),
  };
}

/** The items of a page of a list; none where it is not there. */
export function nodes<T>(page: { edges: { node: T }[] } | null | undefined): T[] {
  return page?.edges.map(({ node }) => node) ?? [];
}

function keep<D>(key: string): Reading<D> {
  const made: Reading<D> = { answers: [], failure: null, busy: false, late: false };
  readings.set(key, made as Reading<unknown>);
  const [oldest] = readings.keys();
  if (readings.size > READINGS_MAX && oldest !== undefined) readings.delete(oldest);
  return made;
}
