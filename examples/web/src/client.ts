// The client: GraphQL by POST, with who asks and what he has seen.
import { met, missed } from "./connection";
import type { TypedDocumentString } from "./generated";
import { meet } from "./me";
import { credentials, refused } from "./session";
import { learn } from "./store";
import { forget, see, token } from "./token";
import { viewer } from "./viewer";

const TRIES_MAX = 3;
const PAUSE_MS = 300;
const ANSWER_MS_MAX = 10_000;

/** Why there is no answer, for the person who waits for one. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly retryable: boolean,
    /** What is answered all the same: an error takes nothing from the fields beside its own. */
    readonly data: unknown = null,
  ) {
    super(message);
  }
}

interface Answer<D> {
  status?: number;
  data?: D | null;
  errors?: { message: string; extensions?: { code?: string; retryable?: boolean } }[];
  extensions?: { consistency?: { status: string; token: string } };
}

/** What is being changed. */
const underway = new Set<Promise<unknown>>();

/**
 * Ask. A query waits for the changes that are under way, so that it holds them.
 *
 * Throws Failure.
 */
export async function ask<D, V>(document: TypedDocumentString<D, V>, variables: V): Promise<D> {
  if (!document.trimStart().startsWith("mutation")) {
    await Promise.allSettled(underway);
    return persist(document, variables);
  }
  const made = persist(document, variables);
  underway.add(made);
  return made.finally(() => underway.delete(made));
}

/**
 * Try again where that may help: bumps and follows happen once however often they are sent, and
 * what does not carries an idempotency key.
 */
async function persist<D, V>(document: TypedDocumentString<D, V>, variables: V): Promise<D> {
  for (let tries = 1; ; tries++) {
    try {
      return await once(document, variables);
    } catch (failure) {
      if (!(failure instanceof Failure) || !failure.retryable || tries === TRIES_MAX) throw failure;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * tries));
    }
  }
}

async function once<D, V>(document: TypedDocumentString<D, V>, variables: V): Promise<D> {
  const asked = viewer();
  const body = JSON.stringify({ query: document.toString(), variables });
  let answer = await post<D>(body);
  // What ended, or was taken back, may be renewed. A field that asks for more is not that.
  if (answer.status === 401 && (await refused())) answer = await post<D>(body);
  const [error] = answer.errors ?? [];
  if (answer.data) take(answer.data, asked);
  if (error) {
    const { code = "INTERNAL", retryable = false } = error.extensions ?? {};
    // A token of a deployment that is no more: what it stood for is gone.
    if (code === "BAD_USER_INPUT" && error.message.includes("X-Consistency-Token")) forget();
    throw new Failure(error.message, code, retryable, answer.data ?? null);
  }
  if (answer.extensions?.consistency) see(answer.extensions.consistency.token);
  return answer.data as D;
}

/** Take in what an answer holds. asked: who was told. */
function take(data: object, asked: string): void {
  for (const payload of Object.values(data) as ({ receipt?: { token: string } | null } | null)[]) {
    if (payload?.receipt) see(payload.receipt.token);
  }
  // What somebody else was told is not what this viewer sees.
  if (asked !== viewer()) return;
  meet(data);
  learn(data);
}

async function post<D>(body: string): Promise<Answer<D>> {
  const headers: Record<string, string> = { "Content-Type": "application/json", ...(await credentials(viewer())) };
  if (token()) headers["X-Consistency-Token"] = token();
  try {
    const signal = AbortSignal.timeout(ANSWER_MS_MAX);
    const response = await fetch("/graphql", { method: "POST", headers, body, signal });
    const answer = (await response.json()) as Answer<D>;
    met();
    return { ...answer, status: response.status };
  } catch {
    void missed();
    throw new Failure("The gateway does not answer. Is it running?", "UNREACHABLE", true);
  }
}
