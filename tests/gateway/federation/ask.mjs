// What the test asks of the whole: node ask.mjs URL ARTICLE. It prints what came, as JSON.

import { serveGarages } from "./garages.mjs";
import { serveGateway } from "./gateway.mjs";

const [feeds, article] = process.argv.slice(2);
const garages = await serveGarages(0);
const gateway = await serveGateway(
  [
    { name: "feeds", url: feeds },
    { name: "garages", url: garages.url },
  ],
  0,
);

async function ask(query, variables = {}, headers = {}) {
  const response = await fetch(gateway.url, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

const pat = { "X-Viewer": "pat" };
const found = {
  // From ours to theirs: whose article it is, and what they drive.
  theirs: await ask(`{ feed { nodes { title author { name garage { nodes { model } } } } } }`),
  // From theirs to ours: whose car it is, what they are called, and what they wrote.
  ours: await ask(`{ cars { model owner { handle name feed(first: 1) { nodes { title } } } } }`),
  // By an id alone, of whichever subgraph.
  node: await ask(`query ($id: ID!) { node(id: $id) { id ... on Article { title } } }`, { id: article }),
  // Who asks is handed on, to what `_entities` answers, too.
  signedIn: await ask(`{ cars { owner { viewerIsFollowing } } viewer { user { id } } }`, {}, pat),
  nobody: await ask(`{ cars { owner { viewerIsFollowing } } viewer { user { id } } }`),
};

// What somebody wrote is there when they ask with its token.
const followed = await ask(
  `mutation ($input: FollowUserInput!) {
    followUser(input: $input) { user { viewerIsFollowing garage { nodes { model } } } receipt { token } }
  }`,
  { input: { userId: "VXNlcjplbnpv" } },
  pat,
);
const { token } = followed.data.followUser.receipt;
found.followed = followed;
found.after = await ask(`{ cars { owner { name viewerIsFollowing } } }`, {}, { ...pat, "X-Consistency-Token": token });

await gateway.stop();
await garages.stop();
console.log(JSON.stringify(found));
process.exit(0);
