// graphql-sse in either mode, while its gateway ends: what it was told, and how that ended.
import { createClient } from "graphql-sse";

const [url, id, mode] = process.argv.slice(2);
const found = { states: [], ended: "" };
const headers = { "X-Viewer": "ada" };
const client = createClient({ url, singleConnection: mode === "single", retryAttempts: 0, headers: () => ({ ...headers }) });
const query = "subscription Watch($id: ID!) { articleUpdated(id: $id) { bumpCount } }";
const bump = "mutation Bump($i: BumpArticleInput!) { bumpArticle(input: $i) { article { bumpCount } } }";
try {
  for await (const { data } of client.iterate({ query, variables: { id } })) {
    found.states.push(data.articleUpdated.bumpCount);
    if (found.states.length > 1) continue;
    const body = JSON.stringify({ query: bump, variables: { i: { articleId: id } } });
    await fetch(url, { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body });
  }
  found.ended = "complete";
} catch (error) {
  found.ended = error.name;
}
console.log(JSON.stringify(found));
process.exit();
