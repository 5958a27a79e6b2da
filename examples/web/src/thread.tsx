// A thread: comments, replies under what they reply to, and a box to write in. It is one surface.
import { useMemo, useState } from "preact/hooks";
import { bumpComment, comment, editComment, removeComment } from "./changes";
import { sure, why } from "./dialogs";
import type { CommentOrder, SaidFragment } from "./generated";
import { Deeds } from "./menu";
import { hideComment, reportComment } from "./moderation";
import { Bump, Face, nameOf, Person, Prose, Time } from "./parts";
import { latest, there, useStore } from "./store";
import { viewer } from "./viewer";
import { Box } from "./write/box";
import { htmlOf, isText, textOf } from "./write/text";

export const COMMENT_ORDERS = [
  ["OLD", "Oldest"],
  ["NEW", "Newest"],
  ["TOP", "Top"],
] as const satisfies readonly (readonly [CommentOrder, string])[];

const DEPTH_MAX = 4;

interface ThreadProps {
  article: string;
  comments: SaidFragment[];
  /** Read again, after something was said. */
  refresh: () => Promise<void>;
  /** Whether the viewer may say something. */
  open: boolean;
}

type Say = (parent: string | null, text: string, key: string) => Promise<boolean>;

export function Thread({ article, comments, refresh, open }: ThreadProps) {
  useStore();
  const here = there(comments);
  const shown = new Set(here.map(({ id }) => id));
  const under = Map.groupBy(here, ({ parent }) => (parent && shown.has(parent.id) ? parent.id : ""));
  const say: Say = async (parent, text, key) => {
    const done = await comment(article, parent, htmlOf(text), key);
    if (done) await refresh();
    return done;
  };
  const list = (parent: string, depth: number) => (
    <ol class={depth ? "replies" : "thread"} data-depth={Math.min(depth, DEPTH_MAX)}>
      {(under.get(parent) ?? []).map((one) => (
        <li key={one.id}>
          <Said comment={one} say={say} draft={`comment ${article}`} />
          {under.has(one.id) && list(one.id, depth + 1)}
        </li>
      ))}
    </ol>
  );
  return (
    <div class="panel surface">
      {open && <Box label="Add a comment" button="Comment" draft={`comment ${article}`} send={(text, key) => say(null, text, key)} />}
      {!comments.length && <p class="quiet-words">Nobody has said anything yet.</p>}
      {list("", 0)}
    </div>
  );
}

function Said({ comment, say, draft }: { comment: SaidFragment; say: Say; draft: string }) {
  const [doing, act] = useState<"" | "reply" | "edit">("");
  const name = nameOf(latest(comment.author));
  const rest = () => act("");
  const report = async () => {
    const given = await why("Report this comment", "Those who moderate will look at it.", "Report");
    if (given) await reportComment(comment.id, given);
  };
  const hide = async () => {
    const given = await why("Hide this comment", "Its author is told why.", "Hide");
    if (given) await hideComment(comment.id, given);
  };
  const remove = async () => {
    if (await sure("Remove this comment?", "It cannot be brought back.", "Remove")) await removeComment(comment.id);
  };
  // What the box cannot say must not be lost. It is looked at when somebody edits: to parse is slow.
  const asText = useMemo(() => doing !== "edit" || isText(comment.body), [doing]);
  return (
    <article class="comment" data-item tabIndex={-1} aria-label={`Comment by ${name}`}>
      <div class="byline">
        <Face of={comment.author} />
        <p>
          <Person user={comment.author} />
          <span aria-hidden="true"> · </span>
          <Time at={comment.postedAt} />
          {comment.updatedAt > comment.postedAt && <small> · edited</small>}
        </p>
      </div>
      {doing === "edit" ? (
        <Box
          label="Edit your comment"
          button="Save"
          draft={`comment anew ${comment.id}`}
          text={asText ? textOf(comment.body) : comment.body}
          focus
          cancel={rest}
          send={async (text) => {
            const done = await editComment(comment.id, asText ? htmlOf(text) : text);
            if (done) rest();
            return done;
          }}
        />
      ) : (
        <Prose html={comment.body} />
      )}
      <div class="foot">
        <Bump of={comment} what={`the comment by ${name}`} bump={bumpComment} />
        {(comment.viewerCanReply || !viewer()) && (
          <button class="quiet" aria-expanded={doing === "reply"} onClick={() => act(doing === "reply" ? "" : "reply")} aria-label={`Reply to ${name}`}>
            Reply
          </button>
        )}
        <Deeds
          label={`More about the comment by ${name}`}
          deeds={[
            comment.viewerCanEdit && { words: "Edit", does: () => act("edit") },
            comment.viewerCanRemove && { words: "Remove", does: remove },
            comment.viewerCanHide && { words: "Hide", does: hide },
            viewer() !== "" && !comment.viewerCanEdit && { words: "Report", does: report },
          ]}
        />
      </div>
      {doing === "reply" && (
        <Box
          label={`Reply to ${name}`}
          button="Reply"
          draft={`${draft} ${comment.id}`}
          focus
          cancel={rest}
          send={async (text, key) => {
            const done = await say(comment.id, text, key);
            if (done) rest();
            return done;
          }}
        />
      )}
    </article>
  );
}
