// Changes: what a viewer does. What is likely to come of it is shown at once, and taken back where
// it is refused; then the payload's own state is shown.
import { ask } from "./client";
import {
  BumpCommentDocument,
  BumpDocument,
  CommentDocument,
  FollowTribeDocument,
  FollowUserDocument,
  MarkReadDocument,
  MyselfDocument,
  EditCommentDocument,
  RemoveArticleDocument,
  RemoveCommentDocument,
  RepostDocument,
  SaveDocument,
  SetProfileDocument,
  UnrepostDocument,
  type TypedDocumentString,
  UnbumpCommentDocument,
  UnbumpDocument,
  UnfollowTribeDocument,
  UnfollowUserDocument,
  UnsaveDocument,
  ViewDocument,
} from "./generated";
import { say } from "./notice";
import { outdate } from "./reading";
import { send, sentence } from "./sending";
import { forget, guess } from "./store";

interface Bumped {
  id: string;
  bumpCount: number;
  viewerHasBumped: boolean;
}

interface Followed {
  id: string;
  followerCount?: number;
  viewerIsFollowing: boolean;
}

const underway = new Set<string>();

/** Bump an article, or take the bump back. */
export function bump(article: Bumped): Promise<boolean> {
  const input = { input: { articleId: article.id } };
  return toggle(article.id, bumped(article), () =>
    article.viewerHasBumped ? change(UnbumpDocument, input) : change(BumpDocument, input),
  );
}

/** Keep an article for later, or no more. */
export function save(article: { id: string; viewerHasSaved: boolean }): Promise<boolean> {
  const input = { input: { articleId: article.id } };
  outdate();
  return toggle(article.id, { viewerHasSaved: !article.viewerHasSaved }, () =>
    article.viewerHasSaved ? change(UnsaveDocument, input) : change(SaveDocument, input),
  );
}

/** Bump a comment, or take the bump back. */
export function bumpComment(comment: Bumped): Promise<boolean> {
  const input = { input: { commentId: comment.id } };
  return toggle(comment.id, bumped(comment), () =>
    comment.viewerHasBumped ? change(UnbumpCommentDocument, input) : change(BumpCommentDocument, input),
  );
}

/** Follow a tribe, or no more. */
export function followTribe(tribe: Followed): Promise<boolean> {
  const input = { input: { tribeId: tribe.id } };
  outdate();
  return toggle(tribe.id, followed(tribe), () =>
    tribe.viewerIsFollowing ? change(UnfollowTribeDocument, input) : change(FollowTribeDocument, input),
  );
}

/** Follow a user, or no more. */
export function followUser(user: Followed): Promise<boolean> {
  const input = { input: { userId: user.id } };
  outdate();
  return toggle(user.id, followed(user), () =>
    user.viewerIsFollowing ? change(UnfollowUserDocument, input) : change(FollowUserDocument, input),
  );
}

/** Say something on an article. key: the same for every try, so that it is said once. */
export function comment(articleId: string, parentId: string | null, body: string, key: string): Promise<boolean> {
  return change(CommentDocument, { input: { articleId, parentId, body, idempotencyKey: key } });
}

/** Write a comment anew. */
export function editComment(commentId: string, body: string): Promise<boolean> {
  return change(EditCommentDocument, { input: { commentId, body } });
}

/** Take a comment down. */
export async function removeComment(commentId: string): Promise<boolean> {
  const done = await change(RemoveCommentDocument, { input: { commentId } });
  if (done) forget(commentId);
  return done;
}

/** Take an article down. */
export async function removeArticle(articleId: string): Promise<boolean> {
  const done = await change(RemoveArticleDocument, { input: { articleId } });
  if (done) forget(articleId);
  outdate();
  return done;
}

/** Repost an article into a tribe, or take that back. */
export function repost(articleId: string, tribeId: string, done: boolean): Promise<boolean> {
  const input = { input: { articleId, tribeId } };
  return done ? change(UnrepostDocument, input) : change(RepostDocument, input);
}

/** Say that an article was seen. Nobody waits for that, and nobody is told when it fails. */
export async function view(articleId: string): Promise<void> {
  await ask(ViewDocument, { input: { articleId } }).catch(() => undefined);
}

/** Say that the notifications up to a time are read. */
export function markRead(until: string): Promise<boolean> {
  return change(MarkReadDocument, { input: { until } });
}

/** Give the viewer a name, and a handle by which he is found, unless somebody has described him. */
export async function introduce(name: string, handle: string): Promise<void> {
  const known = await ask(MyselfDocument, {}).catch(() => undefined);
  if (known?.viewer?.user?.name === null) await change(SetProfileDocument, { input: { name, handle } });
}

function bumped(it: Bumped): Partial<Bumped> {
  const by = it.viewerHasBumped ? -1 : 1;
  return { viewerHasBumped: by > 0, bumpCount: it.bumpCount + by };
}

function followed(it: Followed): Partial<Followed> {
  const by = it.viewerIsFollowing ? -1 : 1;
  const count = it.followerCount === undefined ? {} : { followerCount: it.followerCount + by };
  return { viewerIsFollowing: by > 0, ...count };
}

/** One change of an object at a time: what comes back late must not undo what came after it. */
async function toggle(id: string, likely: object, made: () => Promise<boolean>): Promise<boolean> {
  if (underway.has(id)) return false;
  underway.add(id);
  const undo = guess(id, { ...likely });
  const done = await made().finally(() => underway.delete(id));
  if (!done) undo();
  return done;
}

/** Whether the log took it; the viewer is told why not. */
async function change<D, V>(document: TypedDocumentString<D, V>, variables: V): Promise<boolean> {
  const { done, wrong } = await send(document, variables);
  if (wrong.length) say(sentence(wrong));
  return done;
}
