// OpenID Connect: to the provider and back, by an authorization code with PKCE. It is a script of
// its own, which comes when somebody signs in.
import * as oauth from "oauth4webapi";

/** The provider, as /sign-in.json says. */
export interface Provider {
  issuer: string;
  client: string;
  scope: string;
  /** What is sent there besides. */
  parameters: Record<string, string>;
}

/** Who somebody is, and what shows it. */
export interface Tokens {
  access: string;
  refresh: string | undefined;
  id: string;
  /** Until when, in ms of this clock. */
  endsAt: number;
  viewer: string;
  name: string;
  handle: string;
}

/** What came back. */
export interface Back {
  /** The address from where somebody left. */
  from: string;
  tokens: Tokens | null;
  /** What to tell them, where there are no tokens; empty where they need not be told. */
  told: string;
  /** Whether the provider said that nobody is signed in. */
  over: boolean;
}

/** What this window remembers while it is at the provider. No token is among it. */
interface Left {
  verifier: string;
  state: string;
  nonce: string;
  from: string;
  /** Where the provider sends somebody back to. */
  back: string;
  silent: boolean;
}

const LEFT = "bandstand.left";
const LIFE_S = 300;
const known = new Map<string, Promise<oauth.AuthorizationServer>>();

/**
 * Go to the provider, which sends one back to an address that it knows.
 *
 * from: where one is. silent: come back at once, where one is not signed in there either.
 */
export async function leave(provider: Provider, from: string, back: string, silent: boolean): Promise<void> {
  // Asked anew: where nobody answers, one had better stay here.
  known.delete(provider.issuer);
  const server = await discovered(provider);
  const verifier = oauth.generateRandomCodeVerifier();
  const left: Left = { verifier, state: oauth.generateRandomState(), nonce: oauth.generateRandomNonce(), from, back, silent };
  sessionStorage.setItem(LEFT, JSON.stringify(left));
  const address = new URL(server.authorization_endpoint ?? "");
  const asked = {
    ...provider.parameters,
    client_id: provider.client,
    redirect_uri: back,
    response_type: "code",
    scope: provider.scope,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state: left.state,
    nonce: left.nonce,
    ...(silent && { prompt: "none" }),
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  // Back leads to the page before, and not to the provider.
  location.replace(address);
}

/** What the address says that the provider sent somebody back to. Throws nothing; null where they did not
 * leave from here: any page of somewhere else can lead there. */
export async function returned(provider: Provider, address: URL): Promise<Back | null> {
  const kept = sessionStorage.getItem(LEFT);
  sessionStorage.removeItem(LEFT);
  const left = kept === null ? null : (JSON.parse(kept) as Left);
  if (!left) return null;
  const { back, from, nonce, silent, state, verifier } = left;
  try {
    const server = await discovered(provider);
    const said = oauth.validateAuthResponse(server, of(provider), address, state);
    const sent = { ...insecure(provider), additionalParameters: besides(provider) };
    const response = await oauth.authorizationCodeGrantRequest(server, of(provider), oauth.None(), said, back, verifier, sent);
    const answer = await oauth.processAuthorizationCodeResponse(server, of(provider), response, { expectedNonce: nonce, requireIdToken: true });
    return { from, tokens: tokensOf(answer), told: "", over: false };
  } catch (fault) {
    const over = isRefusal(fault);
    return { from, tokens: null, told: silent && over ? "" : wordsOf(fault), over };
  }
}

/** New tokens for those that end. Throws where the provider gives none. */
export async function renewed(provider: Provider, tokens: Tokens): Promise<Tokens> {
  const server = await discovered(provider);
  const sent = { ...insecure(provider), additionalParameters: besides(provider) };
  const response = await oauth.refreshTokenGrantRequest(server, of(provider), oauth.None(), tokens.refresh ?? "", sent);
  const answer = await oauth.processRefreshTokenResponse(server, of(provider), response);
  const { access, endsAt, refresh } = tokensOf(answer);
  return { ...tokens, access, endsAt, refresh: refresh ?? tokens.refresh, id: answer.id_token ?? tokens.id };
}

/** Whether the provider said no, and not that it cannot be asked. */
export function isRefusal(fault: unknown): boolean {
  return fault instanceof oauth.ResponseBodyError || fault instanceof oauth.AuthorizationResponseError;
}

/** Sign out at the provider, too, where it has that. */
export async function end(provider: Provider, tokens: Tokens): Promise<void> {
  const address = (await discovered(provider)).end_session_endpoint;
  if (!address) return;
  const there = new URL(address);
  there.searchParams.set("client_id", provider.client);
  there.searchParams.set("id_token_hint", tokens.id);
  there.searchParams.set("post_logout_redirect_uri", `${location.origin}/`);
  location.assign(there);
}

function discovered(provider: Provider): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(provider.issuer);
  const found =
    known.get(provider.issuer) ??
    oauth.discoveryRequest(issuer, insecure(provider)).then((response) => oauth.processDiscoveryResponse(issuer, response));
  known.set(provider.issuer, found);
  found.catch(() => known.delete(provider.issuer));
  return found;
}

function of(provider: Provider): oauth.Client {
  return { client_id: provider.client };
}

/** On this machine there is no one between. The gateway names no other by http. */
function insecure(provider: Provider): { [oauth.allowInsecureRequests]: boolean } {
  return { [oauth.allowInsecureRequests]: provider.issuer.startsWith("http:") };
}

/** What concerns tokens: how one is asked is of the way there alone. */
function besides({ parameters }: Provider): Record<string, string> {
  const { prompt: _prompt, ...others } = parameters;
  return others;
}

function tokensOf(answer: oauth.TokenEndpointResponse): Tokens {
  const claims = oauth.getValidatedIdTokenClaims(answer);
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return {
    access: answer.access_token,
    refresh: answer.refresh_token,
    id: answer.id_token ?? "",
    endsAt: Date.now() + (answer.expires_in ?? LIFE_S) * 1000,
    viewer: claims?.sub ?? "",
    name: text(claims?.["name"]) || text(claims?.["preferred_username"]),
    handle: text(claims?.["preferred_username"]) || text(claims?.["name"]),
  };
}

function wordsOf(fault: unknown): string {
  if (fault instanceof oauth.AuthorizationResponseError || fault instanceof oauth.ResponseBodyError) {
    if (fault.error === "access_denied") return "You are not signed in: it was cancelled.";
    return `You are not signed in: the sign-in service says “${fault.error_description ?? fault.error}”. Try again.`;
  }
  if (fault instanceof TypeError) return AWAY;
  return "You are not signed in: what the sign-in service sent back does not fit. Sign in again.";
}

export const ELSEWHERE = "That sign-in was begun elsewhere, or too long ago. Sign in again.";
export const AWAY = "You are not signed in: the sign-in service does not answer. Try again.";
