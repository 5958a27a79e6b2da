// A provider of people: whoever says a name in its form is that, and a page gets their tokens.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

const [page, seconds] = process.argv.slice(2);
const server = createServer((request, response) => answer(request, response));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;
const { privateKey } = await generateKeyPair('RS256', { extractable: true });

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'page',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: [`${page}/signed-in`],
      post_logout_redirect_uris: [`${page}/`],
    },
  ],
  clientBasedCORS: (_, origin) => origin === page,
  jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: '1', use: 'sig', alg: 'RS256' }] },
  cookies: { keys: ['a key of the tests alone'] },
  claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
  conformIdTokenClaims: false,
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: `${id[0].toUpperCase()}${id.slice(1)} Borzacchini`, preferred_username: id }),
  }),
  issueRefreshToken: () => true,
  interactions: { url: (_, { uid }) => `/sign-in/${uid}` },
  // Who is signed in has agreed.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope('openid profile offline_access');
    grant.addResourceScope('urn:feeds', 'read write');
    await grant.save();
    return grant;
  },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (context, form) => {
        context.body = `<!doctype html><title>Sign out</title>${form}<button form="op.logoutForm" name="logout" value="yes">Yes</button>`;
      },
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => 'urn:feeds',
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'read write',
        audience: 'feeds',
        accessTokenFormat: 'jwt',
        accessTokenTTL: Number(seconds),
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
});
let away = false;
const known = provider.callback();

async function answer(request, response) {
  const { pathname, searchParams } = new URL(request.url, issuer);
  if (away) return void request.socket.destroy();
  if (pathname === '/favicon.ico') return void response.writeHead(204).end();
  if (!pathname.startsWith('/sign-in/')) return known(request, response);
  const name = searchParams.get('name');
  if (name === null) {
    response.setHeader('Content-Type', 'text/html');
    return void response.end('<!doctype html><title>Sign in</title><form><label>Name <input name="name"></label><button>Go</button></form>');
  }
  const denied = { error: 'access_denied', error_description: 'they thought better of it' };
  await provider.interactionFinished(request, response, name ? { login: { accountId: name } } : denied);
}

console.log(issuer);
process.stdin.on('data', (line) => (away = String(line).startsWith('away')));
process.stdin.on('end', () => process.exit(0));
