// urql with its usual exchanges: its cache, queries by GET as long as addresses may be, and subscriptions
// over a WebSocket by graphql-ws.
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from "@urql/core";
import { createClient } from "graphql-ws";
import WebSocket from "ws";

const [url, articleId] = process.argv.slice(2);
const found = { sent: [], cached: [], shown: [], states: [], over: [], wrong: [] };
process.on("unhandledRejection", (error) => found.wrong.push(`unhandled: ${error}`));

async function seen(address, options) {
  const answer = await fetch(address, options);
  found.sent.push(`${options.method} ${answer.status}`);
  return answer;
}

const socket = createClient({
  url: url.replace("http", "ws"),
  webSocketImpl: WebSocket,
  connectionParams: { "X-Viewer": "ada" },
  retryAttempts: 0,
});
const overSocket = subscriptionExchange({
  forwardSubscription: ({ query, variables }) => ({
    subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
  }),
});
const client = new Client({
  url,
  fetch: seen,
  fetchOptions: { headers: { "X-Viewer": "ada" } },
  exchanges: [cacheExchange, fetchExchange, overSocket],
});

const told = ({ data, error }) => (error && found.wrong.push(`${error}`), data);
const until = async (holds) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
};
const bump = "mutation($i: BumpArticleInput!) { bumpArticle(input: $i) { article { id bumpCount } } }";
const watch = "subscription($id: ID!) { articleUpdated(id: $id) { id bumpCount } }";
const feed = "query($first: Int) { feed(first: $first) { nodes { id bumpCount } } }";

// What is in the cache is not asked for; what is on a page is asked for again after a mutation of it.
for (const first of [1, 1, 2]) {
  const result = await client.query(feed, { first }).toPromise();
  told(result);
  found.cached.push(result.operation.context.meta.cacheOutcome);
}
const page = client.query(feed, { first: 1 }).subscribe((result) => {
  // What is shown meanwhile is said to be stale.
  if (!result.stale) found.shown.push(told(result).feed.nodes[0].bumpCount);
});
const live = client
  .subscription(watch, { id: articleId })
  .subscribe((result) => found.states.push(told(result).articleUpdated.bumpCount));
await until(() => found.states.length === 1);
told(await client.mutation(bump, { i: { articleId } }).toPromise());
await until(() => found.states.length === 2 && found.shown.length === 2);
page.unsubscribe();
live.unsubscribe();
found.over = found.sent.splice(0);

// A query that is too long for an address is posted, unless a page insists.
const fields = Array.from({ length: 90 }, (_, at) => `numberOfBumpsOfTheArticle${at}: bumpCount`);
const long = `query($first: Int) { feed(first: $first) { nodes { id ${fields.join(" ")} } } }`;
for (const preferGetMethod of ["within-url-limit", "force", false]) {
  told(await client.query(long, { first: 1 }, { preferGetMethod, requestPolicy: "network-only" }).toPromise());
}
await socket.dispose();
console.log(JSON.stringify(found));
process.exit();
