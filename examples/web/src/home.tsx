// Home: what the viewer follows, and everything.
import { useEffect, useState } from "preact/hooks";
import { articles, Feed, ORDERS } from "./feed";
import { EverythingDocument, HomeDocument, type HomeOrder, type PlaceFragment, SavedDocument } from "./generated";
import { Fresh } from "./live";
import { Empty, Skeleton, Tabs, Tribes, Trouble, useTitle } from "./parts";
import { nodes, outdated, useReading } from "./reading";
import { choice, type Route, to } from "./route";
import { useSignal } from "./signal";
import { adviceOf } from "./session";
import { viewer } from "./viewer";

const HOME_ORDERS = [...ORDERS, ["FOR_YOU", "For you"]] as const satisfies readonly (readonly [HomeOrder, string])[];

/** Who is known to follow somebody need not be sent the feed of everything as well. */
const follows = new Set<string>();

export function Home({ route }: { route: Route }) {
  useTitle("Home");
  const order = choice(route, "order", ["NEW", "HOT", "TOP", "FOR_YOU"]);
  const [withAll] = useState(!follows.has(viewer()));
  const variables = { order, all: order === "FOR_YOU" ? ("HOT" as const) : order, withAll };
  const it = useReading(route.visit, HomeDocument, variables, (answer) => answer.viewer?.feed?.edges.length ? answer.viewer.feed : answer.feed);
  const age = useSignal(outdated);
  const [read] = useState(age);
  useEffect(() => {
    if (age !== read) void it.refresh();
  }, [age]);
  const me = it.first?.viewer;
  const following = me?.user ? me.user.followedTribeCount + me.user.followedUserCount : 0;
  if (following) follows.add(viewer());
  else if (me?.user) follows.delete(viewer());
  const own = following > 0 || order === "FOR_YOU";
  const shown = articles(it.answers.map((answer) => (own && answer.viewer ? answer.viewer.feed : answer.feed)));
  const followed = nodes(me?.user?.followedTribes);
  const others = places(nodes(it.first?.around), followed);
  return (
    <div class="columns">
      <div class="main-column">
        <header class="page-head">
          <h1>{own || !it.first ? "Home" : "Everything"}</h1>
          <Tabs label="Order" words={HOME_ORDERS} chosen={order} href={(word) => to("", "", { order: word })} />
        </header>
        {it.first && !own && (
          <div class="hint panel">
            <p>
              {me ? "You follow nobody yet, so this is everything." : "You are signed out, so this is everything."}{" "}
              {me ? "Follow a tribe, and its articles make your home feed." : adviceOf()}
            </p>
            {me && (
              <p class="chips">
                {others.filter(({ slug }) => slug !== null).map((tribe) => (
                  <a key={tribe.id} class="chip" href={to("t", tribe.slug ?? "")}>
                    {tribe.name ?? tribe.slug}
                  </a>
                ))}
              </p>
            )}
          </div>
        )}
        <Fresh of={own ? viewer() : ""} order={order} shown={shown} refresh={it.refresh} />
        <Feed articles={shown} more={it.more} busy={it.busy} />
        {!it.first && it.busy && <Skeleton />}
        {it.failure && <Trouble failure={it.failure} again={it.again} />}
        {it.first && !it.failure && !shown.length && <Empty>Nothing here yet. What you follow will write something.</Empty>}
      </div>
      <aside class="side-column" aria-label="Tribes">
        <Tribes title="You follow" tribes={followed} />
        <Tribes title="Tribes to follow" tribes={others} />
      </aside>
    </div>
  );
}

export function Everything({ route }: { route: Route }) {
  useTitle("Everything");
  const order = choice(route, "order", ["NEW", "HOT", "TOP"]);
  const it = useReading(route.visit, EverythingDocument, { order }, (answer) => answer.feed);
  const shown = articles(it.answers.map(({ feed }) => feed));
  return (
    <div class="columns">
      <div class="main-column">
        <header class="page-head">
          <h1>Everything</h1>
          <Tabs label="Order" words={ORDERS} chosen={order} href={(word) => to("all", "", { order: word })} />
        </header>
        <Fresh of="" order={order} shown={shown} refresh={it.refresh} />
        <Feed articles={shown} more={it.more} busy={it.busy} />
        {!it.first && it.busy && <Skeleton />}
        {it.failure && <Trouble failure={it.failure} again={it.again} />}
        {it.first && !it.failure && !shown.length && <Empty>Nobody has written anything yet.</Empty>}
      </div>
      <aside class="side-column" aria-label="Tribes">
        <Tribes title="Tribes here" tribes={places(shown.map(({ tribe }) => tribe), [])} />
      </aside>
    </div>
  );
}

export function Saved({ route }: { route: Route }) {
  useTitle("Kept for later");
  const it = useReading(route.visit, SavedDocument, {}, (answer) => answer.viewer?.user?.savedArticles);
  const shown = articles(it.answers.map((answer) => answer.viewer?.user?.savedArticles));
  return (
    <div class="columns">
      <div class="main-column">
        <header class="page-head">
          <h1>Kept for later</h1>
        </header>
        <Feed articles={shown} more={it.more} busy={it.busy} />
        {!it.first && it.busy && <Skeleton />}
        {it.failure && <Trouble failure={it.failure} again={it.again} />}
        {it.first && !it.failure && !shown.length && (
          <Empty>{it.first.viewer ? "You keep nothing yet. Every article has a button for it." : `You are signed out. ${adviceOf()}`}</Empty>
        )}
      </div>
    </div>
  );
}

/** Each tribe once, without some. */
function places(tribes: PlaceFragment[], without: PlaceFragment[]): PlaceFragment[] {
  const left = new Set(without.map(({ id }) => id));
  return [...new Map(tribes.map((tribe) => [tribe.id, tribe])).values()].filter(({ id }) => !left.has(id)).slice(0, 8);
}
