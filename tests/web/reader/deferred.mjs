// An app of Relay whose fragment may come later, and whose list may, item by item: all comes at once.
import { createRequire } from "node:module";
import runtime from "relay-runtime";

const { Environment, Network, RecordSource, Store, __internal, createOperationDescriptor, getSingularSelector } = runtime;
const [url, slug] = process.argv.slice(2);
const made = (name) => createRequire(import.meta.url)(`./__generated__/deferred${name}.graphql.js`);

async function fetched({ text }, variables) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query: text, variables }) });
  const { extensions, ...whole } = await answer.json();
  return { ...whole, extensions: { ...extensions, is_final: true } };
}

const environment = new Environment({ network: Network.create(fetched), store: new Store(new RecordSource()) });
const page = createOperationDescriptor(made("PageQuery"), { slug });
environment.retain(page);
await __internal.fetchQuery(environment, page).toPromise();
const { data, isMissingData } = environment.lookup(page.fragment);
const feed = environment.lookup(getSingularSelector(made("Feed_tribe"), data.tribe));
const titles = feed.data.feed.edges.map(({ node }) => node.title);
console.log(JSON.stringify({ name: data.tribe.name, titles: titles.length, missing: [isMissingData, feed.isMissingData] }));
