// A tribe: what it is, who follows it, and its feed.
import { followTribe } from "./changes";
import { articles, Feed, ORDERS } from "./feed";
import { TribePageDocument, type TribePageQuery } from "./generated";
import { useArticles } from "./live";
import { Avatar, Empty, Follow, nameOf, Person, Prose, Skeleton, Tabs, Trouble, useTitle } from "./parts";
import { nodes, useReading } from "./reading";
import { choice, type Route, to } from "./route";
import { latest, useStore } from "./store";
import { many } from "./words";

export function Tribe({ route }: { route: Route }) {
  useStore();
  const order = choice(route, "order", ["NEW", "HOT", "TOP"]);
  const it = useReading(route.visit, TribePageDocument, { slug: route.of, order }, (answer) => answer.tribe?.feed);
  const found = it.first?.tribe;
  const tribe = found && latest(found);
  useTitle(tribe ? nameOf(tribe) : undefined);
  const shown = articles(it.answers.map((answer) => answer.tribe?.feed));
  useArticles(shown);
  return (
    <div class="columns">
      <div class="main-column">
        {tribe && (
          <header class="profile panel">
            <Avatar name={nameOf(tribe)} square />
            <div class="profile-words">
              <h1>{nameOf(tribe)}</h1>
              {tribe.description && <Prose html={tribe.description} />}
              <p class="facts">
                <span>{many(tribe.followerCount, "follower")}</span>
                <span>{many(tribe.articleCount, "article")}</span>
              </p>
            </div>
            <Follow of={tribe} name={nameOf(tribe)} follow={() => followTribe(tribe)} />
          </header>
        )}
        {tribe && <Tabs label="Order" words={ORDERS} chosen={order} href={(word) => to("tribe", route.of, { order: word })} />}
        <Feed articles={shown} more={it.more} busy={it.busy} />
        {!it.first && it.busy && <Skeleton />}
        {it.failure && <Trouble failure={it.failure} again={it.again} />}
        {it.first && !it.failure && !tribe && <Empty>There is no tribe called “{route.of}”.</Empty>}
        {tribe?.feed && !shown.length && <Empty>Nobody has written here yet.</Empty>}
      </div>
      <aside class="side-column" aria-label="People">
        {tribe && <Leaderboard tribe={tribe} />}
        {nodes(tribe?.followers).length > 0 && (
          <section class="panel">
            <h2>Latest followers</h2>
            <ul class="rows">
              {nodes(tribe?.followers).map((node) => (
                <li key={node.id}>
                  <Avatar name={nameOf(latest(node))} />
                  <span class="row-name">
                    <Person user={node} />
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </aside>
    </div>
  );
}

/** Whose articles here were bumped most, and where the viewer is among them. */
function Leaderboard({ tribe }: { tribe: NonNullable<TribePageQuery["tribe"]> }) {
  const { leaderboard, viewerStanding } = tribe;
  if (!leaderboard?.edges.length) return null;
  return (
    <section class="panel">
      <h2>Leaderboard</h2>
      <ol class="rows">
        {leaderboard.edges.map(({ node, score }, at) => (
          <li key={node.id}>
            <span class="rank">{at + 1}</span>
            <Avatar name={nameOf(latest(node))} />
            <span class="row-name">
              <Person user={node} />
              <small>{many(score, "bump")}</small>
            </span>
          </li>
        ))}
      </ol>
      {viewerStanding && viewerStanding.place > leaderboard.edges.length && (
        <p class="quiet-words standing">
          You are number {viewerStanding.place}, with {many(viewerStanding.score, "bump")}.
        </p>
      )}
    </section>
  );
}
