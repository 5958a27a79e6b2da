// graphql-sse in either mode: subscriptions and what else is asked beside each other, one of them ended,
// a connection that is cut, and what is wrong.
import { connect, createServer } from "node:net";
import { createClient } from "graphql-sse";

const [url, id, mode] = process.argv.slice(2);
const found = { sent: [], watched: [], other: [], query: [], cut: [], wrong: [], refused: [] };
const singleConnection = mode === "single";
const watch = "subscription Watch($id: ID!) { articleUpdated(id: $id) { bumpCount } }";
const query = "{ feed { nodes { title } } }";
const bump = "mutation Bump($i: BumpArticleInput!) { bumpArticle(input: $i) { article { bumpCount } } }";

const made = (more = {}) =>
  createClient({ url, singleConnection, retryAttempts: 0, headers: () => ({ "X-Viewer": "ada" }), ...more });

// What was sent, but for what each answer to one operation is.
async function seen(address, options) {
  const answer = await fetch(address, options);
  found.sent.push(`${options.method} ${answer.status}`);
  return answer;
}

async function one(client, asked) {
  for await (const { data, errors } of client.iterate(asked)) return errors?.[0].extensions.code ?? data;
}

const client = made({ fetchFn: seen });
const watched = client.iterate({ query: watch, variables: { id } });
const other = client.iterate({ query: watch.replace("bumpCount", "title bumpCount"), variables: { id } });
found.watched.push((await watched.next()).value.data.articleUpdated.bumpCount);
found.other.push((await other.next()).value.data.articleUpdated.bumpCount);
found.query.push((await one(client, { query })).feed.nodes.length);
await other.return();
await one(client, { query: bump, variables: { i: { articleId: id } } });
found.watched.push((await watched.next()).value.data.articleUpdated.bumpCount);
found.wrong.push(await one(client, { query: watch, variables: { id: "none" } }));
await watched.return();
await new Promise((resolve) => setTimeout(resolve, 100));
client.dispose();

// What is not valid is refused before it is executed: as HTTP has it (the client reads no more of it
// than its status), or as an event.
const strict = made();
try {
  found.refused.push(JSON.stringify(await one(strict, { query: "{ none }" })));
} catch ({ response }) {
  found.refused.push(response.status);
}
strict.dispose();

// Something between cuts all connections once.
const { hostname, port } = new URL(url);
const open = new Set();
const between = createServer((near) => {
  const far = connect(Number(port), hostname);
  for (const [from, to] of [[near, far], [far, near]]) {
    open.add(from);
    from.on("data", (data) => to.write(data)).on("error", () => {}).on("close", () => (open.delete(from), to.destroy()));
  }
});
await new Promise((resolve) => between.listen(0, "127.0.0.1", resolve));
const again = made({
  url: url.replace(port, between.address().port),
  retryAttempts: 3,
  retry: () => new Promise((resolve) => setTimeout(resolve, 50)),
  on: { connected: (reconnected) => found.cut.push(reconnected) },
});
const states = again.iterate({ query: watch, variables: { id } });
found.cut.push((await states.next()).value.data.articleUpdated.bumpCount);
for (const socket of open) socket.destroy();
found.cut.push((await states.next()).value.data.articleUpdated.bumpCount);
await states.return();
again.dispose();
between.close();

console.log(JSON.stringify(found));
process.exit();
