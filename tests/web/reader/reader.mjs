// An app of Relay without a browser: what its hooks do with a page, the next ones and the previous ones, a
// fragment that is read again, and mutations that change lists. It asks by relay-runtime alone.
import { createRequire } from "node:module";
import runtime from "relay-runtime";

const { Environment, Network, RecordSource, Store, __internal, commitMutation } = runtime;
const { createOperationDescriptor, getPaginationMetadata, getPaginationVariables } = runtime;
const { getRefetchMetadata, getSingularSelector } = runtime;

const [url, slug, tribeId] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const made = (name) => require(`./__generated__/reader${name}.graphql.js`);
const found = { asked: [] };

async function ask(query, variables, viewer) {
  const headers = { "Content-Type": "application/json", "X-Viewer": viewer };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  const read = await answer.json();
  if (read.errors) throw new Error(JSON.stringify(read.errors));
  return read;
}

async function fetched({ name, text }, variables) {
  found.asked.push(name);
  return ask(text, variables, "pat");
}

const environment = () => new Environment({ network: Network.create(fetched), store: new Store(new RecordSource()) });

// As usePreloadedQuery and usePaginationFragment do it.
async function opened(env, variables) {
  const page = createOperationDescriptor(made("PageQuery"), { slug, ...variables });
  env.retain(page);
  await __internal.fetchQuery(env, page).toPromise();
  return getSingularSelector(made("Feed_tribe"), env.lookup(page.fragment).data.tribe);
}

const feed = (env, selector) => env.lookup(selector).data.feed;

async function more(env, selector, direction, count) {
  const fragment = made("Feed_tribe");
  const { paginationRequest, paginationMetadata } = getPaginationMetadata(fragment);
  const { identifierInfo } = getRefetchMetadata(fragment, "usePaginationFragment");
  const { startCursor, endCursor } = feed(env, selector).pageInfo;
  const base = { ...selector.owner.variables, ...selector.variables };
  const from = direction === "forward" ? endCursor : startCursor;
  const variables = getPaginationVariables(direction, count, from, base, {}, paginationMetadata);
  variables[identifierInfo.identifierQueryVariableName] = env.lookup(selector).data[identifierInfo.identifierField];
  const next = createOperationDescriptor(paginationRequest, variables, { force: true });
  await __internal.fetchQuery(env, next).toPromise();
}

const ids = (env, selector) => feed(env, selector).edges.map(({ node }) => node.id);

const changed = (env, name, variables) =>
  new Promise((onCompleted, onError) => commitMutation(env, { mutation: made(name), variables, onCompleted, onError }));

// The whole list, from its head and from its end.
const whole = environment();
const all = ids(whole, await opened(whole, { first: 100 }));
const forward = environment();
const down = await opened(forward, { first: 1 });
while (feed(forward, down).pageInfo.hasNextPage) await more(forward, down, "forward", 2);
const backward = environment();
const up = await opened(backward, { last: 1 });
while (feed(backward, up).pageInfo.hasPreviousPage) await more(backward, up, "backward", 2);
found.items = all.length;
found.pages = found.asked.filter((name) => name === "readerFeedPaginationQuery").length;
found.paged = [ids(forward, down), ids(backward, up)].map((one) => JSON.stringify(one) === JSON.stringify(all));

// A fragment that is read again by its id, of what somebody else has changed.
const env = environment();
const selector = await opened(env, { first: 3 });
const card = (at) => getSingularSelector(made("Card_article"), feed(env, selector).edges[at].node);
const shown = (one) => env.lookup(one).data;
const first = card(0);
const before = shown(first).bumpCount;
await ask(
  "mutation Bump($i: BumpArticleInput!) { bumpArticle(input: $i) { article { id } } }",
  { i: { articleId: ids(env, selector)[0] } },
  "zoe",
);
const { refetchableRequest } = getRefetchMetadata(made("Card_article"), "useRefetchableFragment");
const again = createOperationDescriptor(refetchableRequest, { id: ids(env, selector)[0] }, { force: true });
await __internal.fetchQuery(env, again).toPromise();
found.refetched = shown(first).bumpCount - before;

// An article is published: it stands first, where a list has it. Its cursor is of the newest of all.
const newestBehind = async (after) =>
  (await ask("query Feed($after: String) { feed(first: 1, after: $after) { nodes { id } } }", { after }, "pat"))
    .data.feed.nodes[0].id;
const newest = await newestBehind(null);
const connections = [feed(env, selector).__id];
const input = { tribeId, title: "Written in Relay", kind: "ARTICLE", body: "<p>words</p>" };
const { publishArticle } = await changed(env, "PublishMutation", { input, connections });
const articleId = publishArticle.articleEdge.node.id;
found.published = [ids(env, selector)[0] === articleId, shown(card(0)).title, feed(env, selector).edges.length];
const { cursor } = publishArticle.articleEdge;
found.behind = newest === (await newestBehind(cursor));

// Comments come last, by their edge or as a node; one is taken back; then the article goes.
const list = [shown(card(0)).comments.__id];
const said = (body) => ({ input: { articleId, body }, connections: list });
const { postComment } = await changed(env, "CommentMutation", said("<p>one</p>"));
await changed(env, "ReplyMutation", said("<p>two</p>"));
const bodies = () => shown(card(0)).comments.edges.map((edge) => edge.node?.body ?? null);
found.comments = [...bodies(), shown(card(0)).commentCount];
const [comment] = shown(card(0)).comments.edges.map(({ node }) => node.id);
found.ids = comment === postComment.commentEdge.node.id;
await changed(env, "TakeBackMutation", { input: { commentId: comment } });
found.takenBack = bodies();
await changed(env, "RemoveMutation", { input: { articleId }, connections });
found.removed = [ids(env, selector).includes(articleId), feed(env, selector).edges.length];

found.asked = [...new Set(found.asked)];
console.log(JSON.stringify(found));
process.exit();
