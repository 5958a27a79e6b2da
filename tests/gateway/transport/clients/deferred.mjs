// Apollo Client: a query whose parts may come later, as each of its handlers asks for it, and for a part alone.
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { Defer20220824Handler, GraphQL17Alpha9Handler, NotImplementedHandler } from "@apollo/client/incremental";

const [url] = process.argv.slice(2);
const found = { kinds: [], shown: [], wrong: [] };
const query = gql`
  query Feed {
    feed(first: 1) { nodes { id ... on Article @defer(label: "words") { title author { name } } } }
  }
`;

async function seen(address, options) {
  const answer = await fetch(address, options);
  found.kinds.push(answer.headers.get("content-type"));
  return answer;
}

async function shown(incrementalHandler, accept) {
  const alone = new ApolloLink((operation, forward) => {
    operation.setContext(({ http }) => ({ http: { ...http, accept: [accept] }, headers: { accept } }));
    return forward(operation);
  });
  const http = new HttpLink({ uri: url, fetch: seen });
  const link = accept ? alone.concat(http) : http;
  const client = new ApolloClient({ link, cache: new InMemoryCache(), incrementalHandler });
  const states = [];
  await new Promise((resolve) => {
    const watching = client.watchQuery({ query }).subscribe(({ data, dataState, error, loading }) => {
      if (error) found.wrong.push(`${error}`);
      if (!loading) states.push([dataState, data?.feed.nodes[0].title, data?.feed.nodes[0].author.name]);
      if (!loading) setTimeout(() => (watching.unsubscribe(), resolve()), 20);
    });
  });
  found.shown.push(states);
}

await shown(new Defer20220824Handler());
await shown(new GraphQL17Alpha9Handler());
await shown(new Defer20220824Handler(), "multipart/mixed;deferSpec=20220824");
await shown(new GraphQL17Alpha9Handler(), "multipart/mixed;incrementalSpec=v0.2");
console.log(JSON.stringify(found));
