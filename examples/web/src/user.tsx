// A user: what he says of himself, what he received, and what he wrote.
import { followUser } from "./changes";
import { articles, Feed, ORDERS } from "./feed";
import { UserPageDocument } from "./generated";
import { why } from "./dialogs";
import { useArticles } from "./live";
import { Deeds } from "./menu";
import { block, mute, reportUser } from "./moderation";
import { Avatar, Empty, Follow, Lost, nameOf, Prose, Skeleton, Tabs, Tribes, Trouble, useTitle } from "./parts";
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
  const report = async () => {
    const given = user && (await why(`Report ${nameOf(user)}`, "Those who moderate will look at what they wrote.", "Report"));
    if (user && given) await reportUser(user.id, given);
  };
  return (
    <div class="columns">
      <div class="main-column">
        {user && (
          <header class="profile panel">
            <Avatar name={nameOf(user)} picture={user.avatarUrl} />
            <div class="profile-words">
              <h1>{nameOf(user)}</h1>
              {user.handle && <p class="quiet-words">@{user.handle}</p>}
              {user.bio && <Prose html={user.bio} />}
              <p class="facts">
                <span>{many(user.followerCount, "follower")}</span>
                <span>{many(user.articleCount, "article")}</span>
                <span>{many(user.bumpsReceived, "bump")} received</span>
              </p>
            </div>
            <div class="profile-deeds">
              {itself ? (
                <a class="chip" href={to("me")}>
                  Edit your profile
                </a>
              ) : (
                <Follow of={user} name={nameOf(user)} follow={() => followUser(user)} />
              )}
              {!itself && it.first?.viewer && (
                <Deeds
                  label={`More about ${nameOf(user)}`}
                  deeds={[
                    { words: user.viewerIsMuting ? "Mute no more" : "Mute", does: async () => { await mute(user); await it.refresh(); } },
                    { words: user.viewerIsBlocking ? "Block no more" : "Block", does: async () => { await block(user); await it.refresh(); } },
                    { words: "Report", does: report },
                  ]}
                />
              )}
            </div>
          </header>
        )}
        {user && <Tabs label="Order" words={ORDERS} chosen={order} href={(word) => to("u", route.of, { order: word })} />}
        <Feed articles={shown} more={it.more} busy={it.busy} />
        {!it.first && it.busy && <Skeleton />}
        {it.failure && <Trouble failure={it.failure} again={it.again} />}
        {it.first && !it.failure && !user && <Lost>There is nobody called “{route.of}”.</Lost>}
        {user?.feed && !shown.length && <Empty>{nameOf(user)} has written nothing yet.</Empty>}
      </div>
      <aside class="side-column" aria-label="Tribes">
        <Tribes title="Follows" tribes={nodes(user?.followedTribes)} />
      </aside>
    </div>
  );
}
