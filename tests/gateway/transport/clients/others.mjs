// graphql-request by GET and by POST, and graphql-sse: a query and a subscription, a connection each.
import { GraphQLClient } from "graphql-request";
import { createClient } from "graphql-sse";

const [url, id] = process.argv.slice(2);
const found = { request: [], sse: [], wrong: [] };
const query = "{ feed { edges { node { title } } } }";

for (const method of ["GET", "POST"]) {
  const client = new GraphQLClient(url, { method });
  for (let at = 0; at < 20; at += 1) {
    try {
      found.request.push((await client.request(query)).feed.edges.length > 0);
    } catch (error) {
      found.wrong.push(`${method} ${error}`);
    }
  }
}

const client = createClient({ url, retryAttempts: 0 });
const subscription = "subscription($id: ID!) { articleUpdated(id: $id) { title } }";
for (const asked of [{ query }, { query: subscription, variables: { id } }]) {
  for await (const { data, errors } of client.iterate(asked)) {
    if (errors) found.wrong.push(JSON.stringify(errors));
    found.sse.push(Object.keys(data ?? {}).join());
    break;
  }
}
client.dispose();
console.log(JSON.stringify(found));
