// Moderation: what a viewer does about what should not stand there, or not before them.
import {
  BlockUserDocument,
  DismissArticleReportsDocument,
  DismissCommentReportsDocument,
  GiveTribeRoleDocument,
  HideArticleDocument,
  HideCommentDocument,
  MuteUserDocument,
  type Reason,
  ReportArticleDocument,
  ReportCommentDocument,
  ReportUserDocument,
  TakeTribeRoleDocument,
  type TribeRole,
  UnblockUserDocument,
  UnhideArticleDocument,
  UnhideCommentDocument,
  UnmuteUserDocument,
} from "./generated";
import type { Reasoned } from "./dialogs";
import { say } from "./notice";
import { outdate } from "./reading";
import { send, type Sent, sentence } from "./sending";
import { forget, learn } from "./store";

export const REASONS = [
  ["SPAM", "Advertising or spam"],
  ["ABUSE", "It attacks somebody"],
  ["OFF_TOPIC", "It does not belong here"],
  ["ILLEGAL", "It is against the law"],
  ["OTHER", "Something else"],
] as const satisfies readonly (readonly [Reason, string])[];

/** In words: `Advertising or spam`. */
export function reasonOf(reason: Reason): string {
  return REASONS.find(([word]) => word === reason)?.[1] ?? "Something else";
}

const KEPT = "It stays. The case is closed.";
const THANKS = "Thank you. Those who moderate will look at it.";

export async function reportArticle(articleId: string, why: Reasoned): Promise<void> {
  told(await send(ReportArticleDocument, { input: { articleId, ...why } }), THANKS);
}

export async function reportComment(commentId: string, why: Reasoned): Promise<void> {
  told(await send(ReportCommentDocument, { input: { commentId, ...why } }), THANKS);
}

export async function reportUser(userId: string, why: Reasoned): Promise<void> {
  told(await send(ReportUserDocument, { input: { userId, ...why } }), THANKS);
}

export async function hideArticle(articleId: string, why: Reasoned): Promise<boolean> {
  const done = told(await send(HideArticleDocument, { input: { articleId, ...why } }), "It is hidden.");
  outdate();
  return done;
}

export async function unhideArticle(articleId: string): Promise<boolean> {
  const done = told(await send(UnhideArticleDocument, { input: { articleId } }), "It is shown again.");
  outdate();
  return done;
}

export async function hideComment(commentId: string, why: Reasoned): Promise<boolean> {
  const done = told(await send(HideCommentDocument, { input: { commentId, ...why } }), "It is hidden.");
  if (done) forget(commentId);
  return done;
}

export async function unhideComment(commentId: string): Promise<boolean> {
  const done = told(await send(UnhideCommentDocument, { input: { commentId } }), "It is shown again.");
  if (done) learn({ id: commentId, gone: false });
  outdate();
  return done;
}

/** Say that what was reported of it needs nothing more. */
export async function dismissArticle(articleId: string): Promise<boolean> {
  return told(await send(DismissArticleReportsDocument, { input: { articleId } }), KEPT);
}

export async function dismissComment(commentId: string): Promise<boolean> {
  return told(await send(DismissCommentReportsDocument, { input: { commentId } }), KEPT);
}

export async function giveRole(tribeId: string, userId: string, role: TribeRole): Promise<boolean> {
  return told(await send(GiveTribeRoleDocument, { input: { tribeId, userId, role } }), "The role is given.");
}

export async function takeRole(tribeId: string, userId: string, role: TribeRole): Promise<boolean> {
  return told(await send(TakeTribeRoleDocument, { input: { tribeId, userId, role } }), "The role is taken.");
}

/** Show nothing of somebody, or show it again. */
export async function mute(user: { id: string; viewerIsMuting: boolean }): Promise<void> {
  const input = { input: { userId: user.id } };
  const sent = user.viewerIsMuting ? await send(UnmuteUserDocument, input) : await send(MuteUserDocument, input);
  told(sent, user.viewerIsMuting ? "You see what they write again." : "You do not see any more what they write.");
  outdate();
}

/** Have nothing to do with somebody, or no more of that. */
export async function block(user: { id: string; viewerIsBlocking: boolean }): Promise<void> {
  const input = { input: { userId: user.id } };
  const sent = user.viewerIsBlocking ? await send(UnblockUserDocument, input) : await send(BlockUserDocument, input);
  told(sent, user.viewerIsBlocking ? "They are blocked no more." : "They are blocked: they cannot answer you any more.");
  outdate();
}

function told<P>({ done, wrong }: Sent<P>, thanks: string): boolean {
  say(done ? thanks : sentence(wrong));
  return done;
}
