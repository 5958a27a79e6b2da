// Sending: a change, and what is wrong with it in words, each beside the field that it is about.
import { ask, Failure } from "./client";
import { adviceOf } from "./session";
import type { TypedDocumentString, WrongFragment } from "./generated";

interface Payload {
  userErrors: WrongFragment[];
}

export interface Sent<P> {
  /** Whether the log took it. */
  done: boolean;
  payload: P | null;
  wrong: WrongFragment[];
}

type First<D> = NonNullable<D[keyof D]>;

/** Send a change. Throws nothing: what went wrong is in what is returned. */
export async function send<D, V>(document: TypedDocumentString<D, V>, variables: V): Promise<Sent<First<D>>> {
  try {
    const data = await ask(document, variables);
    const [payload] = Object.values(data as object) as (First<D> & Payload)[];
    const errors = payload?.userErrors ?? [];
    // STALE is no refusal: it is accepted, and shows a little later.
    const wrong = errors.filter(({ code }) => code !== "STALE");
    return { done: !wrong.length, payload: payload ?? null, wrong };
  } catch (failure) {
    const signedOut = failure instanceof Failure && failure.code === "UNAUTHENTICATED";
    const message = signedOut ? adviceOf() : String((failure as Error).message);
    return { done: false, payload: null, wrong: [{ field: null, path: null, message, code: "INVALID" }] };
  }
}

/** What is wrong, in one line. */
export function sentence(wrong: WrongFragment[]): string {
  return wrong.map(({ message }) => message).join(" ");
}

/** A key that nobody else has. */
export function key(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join("-");
}
