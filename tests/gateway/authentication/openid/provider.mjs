// A provider of tokens: it says where it is, and changes its key at every line that it reads.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

const [algorithm] = process.argv.slice(2);
const client = {
  client_id: 'enzo',
  client_secret: 'a secret that is known to the tests alone',
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
  id_token_signed_response_alg: algorithm,
};
let answer;
const server = createServer((request, response) => answer(request, response));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

async function begin(kid) {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid, use: 'sig', alg: algorithm };
  const provider = new Provider(issuer, {
    clients: [client],
    jwks: { keys: [key] },
    ttl: { ClientCredentials: 300 },
    extraTokenClaims: () => ({ realm_access: { roles: ['editor'] } }),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => 'urn:feeds',
        getResourceServerInfo: () => ({
          scope: 'read write',
          audience: 'feeds',
          accessTokenFormat: 'jwt',
          accessTokenTTL: 300,
          jwt: { sign: { alg: algorithm } },
        }),
      },
    },
  });
  answer = provider.callback();
}

let count = 1;
await begin(String(count));
console.log(issuer);
for await (const _ of createInterface({ input: process.stdin })) {
  count += 1;
  await begin(String(count));
  console.log(`changed to ${count}`);
}
process.exit(0);
