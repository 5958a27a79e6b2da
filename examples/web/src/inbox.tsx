// The inbox: what others did that concerns the viewer.
import { markRead } from "./changes";
import { InboxDocument, type NoticeFragment, type PersonFragment } from "./generated";
import { useUnread } from "./live";
import { unread } from "./me";
import { Avatar, Empty, Face, More, Person, Skeleton, Time, Trouble, useTitle } from "./parts";
import { nodes, useReading } from "./reading";
import { type Route, to } from "./route";
import { useSignal } from "./signal";
import { useStore } from "./store";
import { many } from "./words";
import { adviceOf } from "./session";

const DEEDS = {
  ARTICLE_BUMPED: "bumped your article",
  ARTICLE_COMMENTED: "commented on your article",
  COMMENT_BUMPED: "bumped your comment on",
  COMMENT_REPLIED: "replied to your comment on",
  FOLLOWED: "follow you",
  ARTICLE_HIDDEN: "hid your article",
  COMMENT_HIDDEN: "hid your comment on",
} satisfies Record<NoticeFragment["kind"], string>;

/** The way there, and how much is new. */
export function Bell({ me, here }: { me: string; here: boolean }) {
  useUnread(me);
  const count = useSignal(unread);
  return (
    <a class="bell" href={to("inbox")} aria-current={here ? "page" : undefined}>
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
        <path d="M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6m4 9a2 2 0 0 0 4 0" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
      </svg>
      <span class="unseen">{count ? `Notifications, ${count} unread` : "Notifications"}</span>
      {count > 0 && (
        <span class="number" aria-hidden="true">
          {count > 99 ? "99+" : count}
        </span>
      )}
    </a>
  );
}

export function Inbox({ route }: { route: Route }) {
  useStore();
  useTitle("Notifications");
  const count = useSignal(unread);
  const it = useReading(route.visit, InboxDocument, {}, (answer) => answer.viewer?.inbox?.notifications);
  const notices = it.answers.flatMap((answer) => nodes(answer.viewer?.inbox?.notifications));
  const [newest] = notices;
  const read = async () => {
    if (newest && (await markRead(newest.at))) await it.refresh();
  };
  return (
    <div class="columns">
      <div class="main-column">
        <header class="page-head">
          <h1>Notifications</h1>
          {count > 0 && <button onClick={() => void read()}>Mark all as read</button>}
        </header>
        <ol class="notices">
          {notices.map((notice) => (
            <li key={notice.id}>
              <Notice notice={notice} />
            </li>
          ))}
        </ol>
        <More more={it.more} busy={it.busy} />
        {!it.first && it.busy && <Skeleton />}
        {it.failure && <Trouble failure={it.failure} again={it.again} />}
        {it.first && !it.first.viewer && <Empty>{adviceOf()}</Empty>}
        {it.first?.viewer?.inbox?.notifications && !notices.length && <Empty>Nothing yet. Write something, and others will bump it.</Empty>}
      </div>
    </div>
  );
}

function Notice({ notice }: { notice: NoticeFragment }) {
  const replies = nodes(notice.comments);
  const people = replies.length ? replies.map(({ author }) => author) : nodes(notice.actors);
  // Of comments it is not known how many people wrote those that are not shown.
  const others = notice.commentCount ? 0 : notice.actorCount - people.length;
  const [first] = people;
  const deed = notice.kind === "FOLLOWED" && notice.actorCount === 1 ? "follows you" : DEEDS[notice.kind];
  return (
    <article class={notice.isRead ? "hit panel" : "hit panel new"} data-item tabIndex={-1} aria-labelledby={notice.id}>
      {first ? <Face of={first} /> : <Avatar name="?" />}
      <div>
        <p id={notice.id}>
          {!notice.isRead && <span class="unseen">New: </span>}
          <Names people={people} others={others} /> {deed}{" "}
          {notice.article && (
            <a data-open href={to("a", notice.article.id)}>
              <strong>{notice.article.title}</strong>
            </a>
          )}
          {!notice.article && notice.kind !== "FOLLOWED" && "that was taken down"}
          {notice.commentCount > replies.length && ` (${many(notice.commentCount, "comment")})`}
        </p>
        <Time at={notice.at} />
      </div>
    </article>
  );
}

/** `Anna, Bob and 12 others`. */
function Names({ people, others }: { people: PersonFragment[]; others: number }) {
  const named = [...new Map(people.map((person) => [person.id, person])).values()];
  return (
    <>
      {named.map((person, at) => (
        <span key={person.id}>
          {at > 0 && (others > 0 ? ", " : " and ")}
          <Person user={person} />
        </span>
      ))}
      {others > 0 && ` and ${many(others, "other")}`}
    </>
  );
}
