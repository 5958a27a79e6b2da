// Apollo Client: queries by GET, mutations by POST, and queries that are named by their hash.
import { createHash } from "node:crypto";
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";

const [url, articleId] = process.argv.slice(2);
const found = { sent: [], wrong: [] };

async function seen(address, options) {
  const { searchParams } = new URL(address);
  const answer = await fetch(address, options);
  const asked = options.method === "GET" ? [...searchParams.keys()] : Object.keys(JSON.parse(options.body));
  found.sent.push(`${options.method} ${asked.filter((one) => one !== "operationName").join(" ")} ${answer.status}`);
  return answer;
}

const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const http = new HttpLink({ uri: url, useGETForQueries: true, fetch: seen, headers: { "X-Viewer": "ada" } });
const hashed = new PersistedQueryLink({ sha256, useGETForHashedQueries: true }).concat(http);
const feed = gql`query Feed($first: Int) { feed(first: $first) { edges { node { id title } } } }`;
const bump = gql`mutation Bump($i: BumpArticleInput!) { bumpArticle(input: $i) { article { id bumpCount } } }`;
const fetchPolicy = "no-cache";

for (const link of [http, hashed, hashed]) {
  const client = new ApolloClient({ link, cache: new InMemoryCache() });
  const { data, error } = await client.query({ query: feed, variables: { first: 2 }, fetchPolicy });
  if (!data?.feed.edges.length) found.wrong.push(`${error}`);
}
const client = new ApolloClient({ link: http, cache: new InMemoryCache() });
const { data } = await client.mutate({ mutation: bump, variables: { i: { articleId } } });
found.bumpCount = data.bumpArticle.article.bumpCount;
console.log(JSON.stringify(found));
