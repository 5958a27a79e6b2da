// A user: what he says of himself, what he received, and what he wrote.
import { followUser } from "./changes";
import { articles, Feed, ORDERS } from "./feed";
import { UserPageDocument } from "./generated";
import { useArticles } from "./live";
import { Avatar, Empty, Follow, nameOf, Prose, Skeleton, Tabs, Tribes, Trouble, useTitle } from "./parts";
import { nodes, useReading } from "./reading";
import { choice, type Route, to } from "./route";
import { latest, useStore } from "./store";
import { many } from "./words";

export function User({ route }: { route: Route }) {
  useStore();
  const order = choice(route, "order", ["NEW", "HOT", "TOP"]);
  const it = useReading(route.visit, UserPageDocument, { handle: route.of, order }, (answer) => answer.user?.feed);
  const found = it.first?.user;
  const user = found && latest(found);
  useTitle(user ? nameOf(user) : undefined);
  const itself = user?.id === it.first?.viewer?.user?.id;
  const shown = articles(it.answers.map((answer) => answer.user?.feed));
  useArticles(shown);
  return (
    <div class="columns">
      <div class="main-column">
        {user && (
          <header class="profile panel">
            <Avatar name={nameOf(user)} />
            <div class="profile-words">
              <h1>{nameOf(user)}</h1>
              {user.bio && <Prose html={user.bio} />}
              <p class="facts">
                <span>{many(user.followerCount, "follower")}</span>
                <span>{many(user.articleCount, "article")}</span>
                <span>{many(user.bumpsReceived, "bump")} received</span>
              </p>
            </div>
            {!itself && <Follow of={user} name={nameOf(user)} follow={() => followUser(user)} />}
          </header>
        )}
        {user && <Tabs label="Order" words={ORDERS} chosen={order} href={(word) => to("user", route.of, { order: word })} />}
        <Feed articles={shown} more={it.more} busy={it.busy} />
        {!it.first && it.busy && <Skeleton />}
        {it.failure && <Trouble failure={it.failure} again={it.again} />}
        {it.first && !it.failure && !user && <Empty>There is nobody called “{route.of}”.</Empty>}
        {user?.feed && !shown.length && <Empty>{nameOf(user)} has written nothing yet.</Empty>}
      </div>
      <aside class="side-column" aria-label="Tribes">
        <Tribes title="Follows" tribes={nodes(user?.followedTribes)} />
      </aside>
    </div>
  );
}
