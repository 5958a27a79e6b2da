// Apollo Client, with its HttpLink alone: a subscription in parts of one answer; and queries in batches.
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { BatchHttpLink } from "@apollo/client/link/batch-http";

const [url, articleId] = process.argv.slice(2);
const found = { kinds: [], states: [], batched: [], wrong: [] };
const headers = { "X-Viewer": "ada" };

async function seen(address, options) {
  const answer = await fetch(address, options);
  found.kinds.push(answer.headers.get("content-type").split(";")[0]);
  return answer;
}

const made = (link) => new ApolloClient({ link, cache: new InMemoryCache() });
const client = made(new HttpLink({ uri: url, fetch: seen, headers }));
const bump = gql`mutation Bump($i: BumpArticleInput!) { bumpArticle(input: $i) { article { id bumpCount } } }`;
const watch = gql`subscription Watch($id: ID!) { articleUpdated(id: $id) { id bumpCount } }`;
await new Promise((resolve) => {
  const states = client.subscribe({ query: watch, variables: { id: articleId } });
  const listening = states.subscribe({
    async next({ data, error }) {
      if (error) found.wrong.push(`${error}`);
      found.states.push(data?.articleUpdated.bumpCount);
      if (found.states.length === 1) await client.mutate({ mutation: bump, variables: { i: { articleId } } });
      else setTimeout(() => (listening.unsubscribe(), resolve()));
    },
    error(error) {
      found.wrong.push(`${error}`);
      resolve();
    },
  });
});

const batched = async (address, options) => {
  found.batched.push(JSON.parse(options.body).length);
  return fetch(address, options);
};
const many = made(new BatchHttpLink({ uri: url, fetch: batched, headers, batchInterval: 20 }));
const asked = [1, 2, 3].map((first) =>
  many.query({ query: gql`query Feed($first: Int) { feed(first: $first) { nodes { id } } }`, variables: { first } }),
);
for (const { data, error } of await Promise.all(asked)) {
  if (!data?.feed.nodes.length) found.wrong.push(`${error}`);
}
console.log(JSON.stringify(found));
