// urql with its defaults, then by POST, on connections that are kept; and a subscription.
import { Client, fetchExchange } from "@urql/core";

const [url, id] = process.argv.slice(2);
const found = { get: 0, post: 0, wrong: [], states: [] };
process.on("unhandledRejection", (error) => found.wrong.push(`unhandled: ${error}`));

const settings = { url, exchanges: [fetchExchange], fetchSubscriptions: true };
for (const [way, more] of [["get", {}], ["post", { preferGetMethod: false }]]) {
  const client = new Client({ ...settings, ...more });
  for (let at = 0; at < 80; at += 1) {
    const { data, error } = await client
      .query("query($first: Int) { feed(first: $first) { edges { node { title } } } }", { first: 1 + (at % 5) })
      .toPromise();
    if (data?.feed.edges.length) found[way] += 1;
    else found.wrong.push(`${way}: ${error}`);
  }
}

const client = new Client(settings);
const bump = "mutation($i: BumpArticleInput!) { bumpArticle(input: $i) { article { bumpCount } } }";
await new Promise((resolve) => {
  const { unsubscribe } = client
    .subscription("subscription($id: ID!) { articleUpdated(id: $id) { bumpCount } }", { id })
    .subscribe(async ({ data, error }) => {
      if (error) found.wrong.push(`subscription: ${error}`);
      found.states.push(data?.articleUpdated.bumpCount);
      if (found.states.length === 1) {
        const headers = { "X-Viewer": "ada" };
        const made = await client.mutation(bump, { i: { articleId: id } }, { fetchOptions: { headers } }).toPromise();
        if (made.error) found.wrong.push(`mutation: ${made.error}`);
      } else {
        setTimeout(() => (unsubscribe(), resolve()));
      }
    });
});
await new Promise((resolve) => setTimeout(resolve, 100));
console.log(JSON.stringify(found));
