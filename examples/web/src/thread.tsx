// A thread: comments, replies under what they reply to, and a box to write in.
import { useState } from "preact/hooks";
import { bumpComment, comment, key } from "./changes";
import type { CommentOrder, SaidFragment } from "./generated";
import { Avatar, Bump, nameOf, Person, Prose, Time, Writing } from "./parts";
import { latest, useStore } from "./store";

export const COMMENT_ORDERS = [
  ["OLD", "Oldest"],
  ["NEW", "Newest"],
  ["TOP", "Top"],
] as const satisfies readonly (readonly [CommentOrder, string])[];

const DEPTH_MAX = 3;

interface ThreadProps {
  article: string;
  comments: SaidFragment[];
  /** Read again, after something was said. */
  refresh: () => Promise<void>;
}

export function Thread({ article, comments, refresh }: ThreadProps) {
  useStore();
  const shown = new Set(comments.map(({ id }) => id));
  const under = Map.groupBy(comments, ({ parent }) => (parent && shown.has(parent.id) ? parent.id : ""));
  const say = async (parent: string | null, text: string, once: string) => {
    const done = await comment(article, parent, escaped(text), once);
    if (done) await refresh();
    return done;
  };
  const list = (parent: string, depth: number) => (
    <ol class={depth ? "replies" : "thread"} data-depth={Math.min(depth, DEPTH_MAX)}>
      {(under.get(parent) ?? []).map((one) => (
        <li key={one.id}>
          <Said comment={latest(one)} say={say} />
          {under.has(one.id) && list(one.id, depth + 1)}
        </li>
      ))}
    </ol>
  );
  return (
    <>
      <Once>{(once, again) => <Writing label="Add a comment" button="Comment" send={async (text) => (await say(null, text, once)) && again()} />}</Once>
      {list("", 0)}
    </>
  );
}

function Said({ comment, say }: { comment: SaidFragment; say: (parent: string, text: string, once: string) => Promise<boolean> }) {
  const [replying, reply] = useState(false);
  const name = nameOf(latest(comment.author));
  return (
    <article class="comment" data-item tabIndex={-1} aria-label={`Comment by ${name}`}>
      <p class="byline">
        <Avatar name={name} />
        <Person user={comment.author} />
        <Time at={comment.postedAt} />
      </p>
      <Prose html={comment.body} />
      <p class="foot">
        <Bump of={comment} what={`the comment by ${name}`} bump={bumpComment} />
        <button class="quiet" aria-expanded={replying} onClick={() => reply(!replying)} aria-label={`Reply to ${name}`}>
          Reply
        </button>
      </p>
      {replying && (
        <Once>
          {(once) => (
            <Writing
              label={`Reply to ${name}`}
              button="Reply"
              focus
              cancel={() => reply(false)}
              send={async (text) => {
                const done = await say(comment.id, text, once);
                if (done) reply(false);
                return done;
              }}
            />
          )}
        </Once>
      )}
    </article>
  );
}

/** An idempotency key for what is being written, the same for every try; another after it. */
function Once({ children }: { children: (key: string, again: () => true) => preact.ComponentChildren }) {
  const [once, renew] = useState(key);
  const again = (): true => {
    renew(key());
    return true;
  };
  return <>{children(once, again)}</>;
}

/** Plain text as HTML. */
function escaped(text: string): string {
  const plain = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return plain
    .split(/\n{2,}/)
    .map((part) => `<p>${part.replaceAll("\n", "<br>")}</p>`)
    .join("");
}
