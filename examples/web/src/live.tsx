// Live: what others do, while it is looked at. A subscription sends the state at once, and again
// whenever it is another; after a connection was lost it begins anew.
import { type Client, createClient } from "graphql-ws";
import { useEffect, useState } from "preact/hooks";
import { ask } from "./client";
import { met, missed } from "./connection";
import {
  ArticleUpdatedDocument,
  FeedUpdatedDocument,
  type HomeOrder,
  NotificationReceivedDocument,
  type TypedDocumentString,
  UnreadDocument,
} from "./generated";
import { nodes } from "./reading";
import { credentials, onRenewal } from "./session";
import { learn } from "./store";
import { token } from "./token";
import { many } from "./words";

/** A connection has room for a hundred. */
const ARTICLES_MAX = 40;
const clients = new Map<string, Client>();
const sockets = new Map<string, WebSocket>();

// A connection ends with its token, unless it is told of the next.
onRenewal(async () => {
  for (const [as, socket] of sockets) {
    const payload = await credentials(as);
    if ("Authorization" in payload && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: "ping", payload }));
  }
});

/** Keep the counts of some articles as they are now. */
export function useArticles(shown: { id: string }[]): void {
  const ids = shown.slice(0, ARTICLES_MAX).map(({ id }) => id);
  useEffect(() => {
    const ends = ids.map((id) => listen("", ArticleUpdatedDocument, { id }, () => undefined));
    return () => ends.forEach((end) => end());
  }, [ids.join()]);
}

/** Keep the number of unread notifications as it is now. */
export function useUnread(me: string): void {
  useEffect(
    () =>
      listen(me, NotificationReceivedDocument, {}, () => {
        // At first too: something may have come since the page asked.
        void ask(UnreadDocument, {}).catch(() => undefined);
      }),
    [me],
  );
}

interface FreshProps {
  /** Whose home feed it is; of everything, for nobody. */
  of: string;
  order: HomeOrder;
  shown: { id: string }[];
  refresh: () => Promise<void>;
}

/** Keeps a feed's counts as they are now; says what is new in it, and shows that when asked to. */
export function Fresh({ of, order, shown, refresh }: FreshProps) {
  const feed = `${of} ${order}`;
  const [first, update] = useState<{ feed: string; ids: string[] }>({ feed, ids: [] });
  useEffect(
    () =>
      listen(of, FeedUpdatedDocument, { order }, ({ feedUpdated }) => {
        update({ feed, ids: nodes(feedUpdated).map(({ id }) => id) });
      }),
    [feed],
  );
  const known = new Set(shown.map(({ id }) => id));
  // In another order what comes to the top is not new.
  // What was told of another feed says nothing of this one.
  const fresh = order === "NEW" && first.feed === feed ? first.ids.filter((id) => !known.has(id)).length : 0;
  if (!shown.length || !fresh) return null;
  const show = async () => {
    await refresh();
    scrollTo({ top: 0 });
  };
  return (
    <p class="fresh-place" aria-live="polite">
      <button class="fresh" onClick={() => void show()}>
        Show {many(fresh, "new article")}
      </button>
    </p>
  );
}

function listen<D, V extends Record<string, unknown>>(
  as: string,
  document: TypedDocumentString<D, V>,
  variables: V,
  take: (data: D) => void,
): () => void {
  return client(as).subscribe<D>(
    { query: document.toString(), variables },
    {
      next: ({ data }) => {
        if (!data) return;
        learn(data);
        take(data);
      },
      // What cannot be live is still there: the counts of the answer stay.
      error: () => undefined,
      complete: () => undefined,
    },
  );
}

/** The connection of somebody, or of nobody: a browser can send no header with it. */
function client(as: string): Client {
  const found = clients.get(as);
  if (found) return found;
  const made = createClient({
    url: new URL("/graphql", location.href).href.replace(/^http/, "ws"),
    connectionParams: async () => ({
      ...(await credentials(as)),
      ...(token() && { "X-Consistency-Token": token() }),
    }),
    shouldRetry: () => true,
    retryAttempts: Number.POSITIVE_INFINITY,
    keepAlive: 12_000,
    lazyCloseTimeout: 2_000,
    on: {
      connected: (socket) => {
        if (as) sockets.set(as, socket as WebSocket);
        met();
      },
      closed: (event) => {
        sockets.delete(as);
        // A connection that is not needed any more ends well.
        if ((event as CloseEvent).code !== 1000) void missed();
      },
    },
  });
  clients.set(as, made);
  return made;
}
