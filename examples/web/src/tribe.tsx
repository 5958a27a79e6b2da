// A tribe: what it is, who follows it, and its feed.
import { Ranks, Standing, WINDOWS, windowOf } from "./board";
import { followTribe } from "./changes";
import { articles, Feed, ORDERS } from "./feed";
import { type CardFragment, TribePageDocument } from "./generated";
import { useArticles } from "./live";
import { Deeds } from "./menu";
import { Avatar, Empty, Face, Follow, Lost, nameOf, Person, Prose, Skeleton, Tabs, Trouble, useTitle } from "./parts";
import { nodes, useReading } from "./reading";
import { choice, type Route, to } from "./route";
import { latest, useStore } from "./store";
import { many } from "./words";

export function Tribe({ route }: { route: Route }) {
  useStore();
  const order = choice(route, "order", ["NEW", "HOT", "TOP"]);
  const window = windowOf(route);
  const it = useReading(route.visit, TribePageDocument, { slug: route.of, order, window }, (answer) => answer.tribe?.feed);
  const found = it.first?.tribe;
  const tribe = found && latest(found);
  useTitle(tribe ? nameOf(tribe) : undefined);
  const shown = articles(it.answers.map((answer) => answer.tribe?.feed));
  useArticles(shown);
  const edges = it.answers.flatMap((answer) => answer.tribe?.feed?.edges ?? []);
  const reposted = new Map(edges.map(({ node, repost }) => [node.id, repost]));
  // The first who did, and how many did after them.
  const above = ({ id }: CardFragment) => {
    const repost = reposted.get(id);
    const [first] = nodes(repost?.users);
    if (!repost || !first) return null;
    return (
      <>
        Reposted by <Person user={first} />
        {repost.userCount > 1 && ` and ${many(repost.userCount - 1, "other")}`}
      </>
    );
  };
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
                <a href={to("t", route.of, {}, "leaderboard")}>Leaderboard</a>
                {tribe.viewerCanModerate && <a href={to("t", route.of, {}, "moderation")}>Moderation</a>}
              </p>
            </div>
            <div class="profile-deeds">
              <Follow of={tribe} name={nameOf(tribe)} follow={() => followTribe(tribe)} />
              <Deeds label={`More about ${nameOf(tribe)}`} deeds={[{ words: "Write an article here", does: to("write", "", { tribe: route.of }) }, tribe.viewerCanEdit && { words: "Describe the tribe", does: to("t", route.of, {}, "edit") }]} />
            </div>
          </header>
        )}
        {tribe && <Tabs label="Order" words={ORDERS} chosen={order} href={(word) => to("t", route.of, { order: word })} />}
        <Feed articles={shown} more={it.more} busy={it.busy} above={above} />
        {!it.first && it.busy && <Skeleton />}
        {it.failure && <Trouble failure={it.failure} again={it.again} />}
        {it.first && !it.failure && !tribe && <Lost>There is no tribe called “{route.of}”.</Lost>}
        {tribe?.feed && !shown.length && <Empty>Nobody has written here yet.</Empty>}
      </div>
      <aside class="side-column" aria-label="People">
        {tribe?.leaderboard && (
          <section class="panel">
            <h2>
              <a href={to("t", route.of, { window }, "leaderboard")}>Leaderboard</a>
            </h2>
            <Tabs label="Articles of which time" words={WINDOWS} chosen={window} href={(word) => to("t", route.of, { order, window: word })} />
            <Ranks ranks={tribe.leaderboard.edges} />
            {!tribe.leaderboard.edges.length && <p class="quiet-words">Nobody was bumped in this time.</p>}
            <Standing standing={tribe.viewerStanding} shown={tribe.leaderboard.edges.length} />
          </section>
        )}
        {nodes(tribe?.followers).length > 0 && (
          <section class="panel">
            <h2>Latest followers</h2>
            <ul class="rows">
              {nodes(tribe?.followers).map((node) => (
                <li key={node.id}>
                  <Face of={node} />
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
