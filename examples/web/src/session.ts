// The session: who asks, and how that is shown. In development whoever one says; else whom an
// OpenID provider knows. Tokens are in this window's memory and nowhere else: after a reload the
// provider, who remembers, is asked again.
import type { Provider, Tokens } from "./openid";
import { say } from "./notice";
import { within } from "./route";
import { be, viewer } from "./viewer";

type Way = "development" | "openid" | "none";

/** That somebody is signed in: no secret, and the same for all windows. */
const SIGNED = "bandstand.signed-in";
const RETURN = "/signed-in";
const EARLY_MS = 60_000;
const AGAIN_MS = 5_000;
const WAIT_MS_MAX = 2 ** 31 - 1;

let way: Way = "development";
let provider: Provider | undefined;
let tokens: Tokens | null = null;
let renewing: Promise<void> | undefined;
let timer = 0;
const watchers = new Set<() => void>();

/** How one signs in here. */
export function signsIn(): Way {
  return way;
}

/** What to do, for who is signed out and wanted something. */
export function adviceOf(): string {
  if (way === "development") return "Choose who you are first, at the top of the page.";
  return way === "openid" ? "Sign in first, at the top of the page." : "Nobody can sign in here.";
}

/** Learn who this window is, before anything is shown. What it gives is a stranger's name and handle. */
export async function start(): Promise<{ name: string; handle: string } | null> {
  const told = await asked();
  if (told.development) return null;
  be("");
  provider = told.openid;
  way = provider ? "openid" : "none";
  if (!provider) return null;
  addEventListener("storage", ({ key, newValue }) => key === SIGNED && newValue === null && forget());
  addEventListener("visibilitychange", () => void bearer());
  if (location.pathname === RETURN) return back(provider);
  if (localStorage.getItem(SIGNED) !== null) await away(true);
  return null;
}

/** Sign in at the provider, and come back to where one is. */
export function signIn(): Promise<void> {
  return away(false);
}

/** Sign out here, in all windows, and at the provider. */
export async function signOut(): Promise<void> {
  const had = tokens;
  localStorage.removeItem(SIGNED);
  forget();
  try {
    if (provider && had) await (await import("./openid")).end(provider, had);
  } catch {
    say("You are signed out here. The sign-in service does not answer: sign out there, too.");
  }
}

/** The headers that say who asks. as: whose they are. */
export async function credentials(as: string): Promise<Record<string, string>> {
  if (way === "development") return as ? { "X-Viewer": as } : {};
  const shown = as && as === viewer() ? await bearer() : "";
  return shown ? { Authorization: `Bearer ${shown}` } : {};
}

/** Try once whether there is a better token: the gateway refused the one there is. */
export async function refused(): Promise<boolean> {
  if (!tokens) return false;
  const before = tokens.access;
  await renew();
  return tokens !== null && tokens.access !== before;
}

/** Be told of each new token. */
export function onRenewal(told: () => void): void {
  watchers.add(told);
}

/** What the page is told of signing in. Without an answer one is signed out. */
async function asked(): Promise<{ development?: boolean; openid?: Provider }> {
  for (let tries = 1; ; tries++) {
    try {
      return await (await fetch("/sign-in.json")).json();
    } catch {
      if (tries === 3) return {};
    }
  }
}

async function away(silent: boolean): Promise<void> {
  const openid = await import("./openid");
  try {
    await openid.leave(provider as Provider, within(location.pathname + location.search), location.origin + RETURN, silent);
  } catch {
    say(openid.AWAY);
    return;
  }
  await new Promise(() => undefined); // The window goes.
}

async function back(from: Provider): Promise<{ name: string; handle: string } | null> {
  const openid = await import("./openid");
  const found = await openid.returned(from, new URL(location.href));
  // The code is not kept in the address, nor in what was visited.
  history.replaceState(null, "", within(found?.from ?? "/"));
  if (!found) {
    if (localStorage.getItem(SIGNED) === null) say(openid.ELSEWHERE);
    else await away(true);
    return null;
  }
  if (!found.tokens) {
    if (found.over) localStorage.removeItem(SIGNED);
    if (found.told) say(found.told);
    return null;
  }
  localStorage.setItem(SIGNED, "1");
  take(found.tokens);
  be(found.tokens.viewer);
  const { name, handle } = found.tokens;
  return name ? { name, handle } : null;
}

function take(given: Tokens): void {
  tokens = given;
  const left = given.endsAt - Date.now();
  clearTimeout(timer);
  timer = setTimeout(() => void renew(), Math.min(Math.max(left - EARLY_MS, left / 2), WAIT_MS_MAX));
  for (const told of watchers) told();
}

/** A token that has not ended; empty where there is none. */
async function bearer(): Promise<string> {
  if (tokens && tokens.endsAt - Date.now() < AGAIN_MS) await renew();
  return tokens?.access ?? "";
}

function renew(): Promise<void> {
  renewing ??= renewal().finally(() => (renewing = undefined));
  return renewing;
}

async function renewal(): Promise<void> {
  const had = tokens;
  if (!had || !provider) return;
  if (had.refresh === undefined) {
    if (had.endsAt - Date.now() < AGAIN_MS) over();
    else timer = setTimeout(() => void renew(), had.endsAt - Date.now());
    return;
  }
  const openid = await import("./openid");
  try {
    const given = await openid.renewed(provider, had);
    if (tokens === had) take(given);
  } catch (fault) {
    if (tokens !== had) return;
    // While the provider is away, what there is holds as long as it does.
    if (openid.isRefusal(fault) || had.endsAt < Date.now()) over();
    else timer = setTimeout(() => void renew(), AGAIN_MS);
  }
}

function over(): void {
  forget();
  say("Your sign-in has ended. Sign in again; what you were writing is kept.");
}

function forget(): void {
  clearTimeout(timer);
  tokens = null;
  be("");
}
