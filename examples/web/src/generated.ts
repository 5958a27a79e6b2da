// Written by `npm run types` from schema.graphql and src/operations.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What an article mainly is. */
export type ArticleKind =
  /** Pictures. */
  | 'IMAGE'
  /** A film. */
  | 'VIDEO'
  /** Words. */
  | 'ARTICLE';

/** The user to block. */
export type BlockUserInput = {
  /** Which user, who must exist, and not be you. */
  userId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The article to bump. */
export type BumpArticleInput = {
  /** Which article. */
  articleId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The comment to bump. */
export type BumpCommentInput = {
  /** Which comment. */
  commentId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** What was reported. */
export type CaseKind =
  /** An article: `article`. */
  | 'ARTICLE'
  /** A comment: `comment`. */
  | 'COMMENT'
  /** A user: `user`. */
  | 'USER';

/** Which cases, and in which order. */
export type CaseQueue =
  /** Open ones, reported last first. */
  | 'LATEST'
  /** Open ones, by reports. */
  | 'MOST_REPORTED'
  /** Decided ones, the latest first. */
  | 'DECIDED';

/** How comments and replies are ordered. */
export type CommentOrder =
  /** Oldest first. */
  | 'OLD'
  /** Newest first. */
  | 'NEW'
  /** By bumps, most first. */
  | 'TOP';

/** What was decided of what was reported. */
export type DecisionKind =
  /** It was hidden. */
  | 'HIDDEN'
  /** It was shown again. */
  | 'UNHIDDEN'
  /** The reports were dismissed. */
  | 'DISMISSED';

/** The article whose reports to dismiss, and why. */
export type DismissArticleReportsInput = {
  /** Which article. */
  articleId: string;
  /** Why it needs nothing more. Plain text. At most 500 characters. Null is for none. */
  note?: string | null | undefined;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The comment whose reports to dismiss, and why. */
export type DismissCommentReportsInput = {
  /** Which comment. */
  commentId: string;
  /** Why it needs nothing more. Plain text. At most 500 characters. Null is for none. */
  note?: string | null | undefined;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** Changes of an article of yours. What is left out stays as it is. */
export type EditArticleInput = {
  /** Which article. */
  articleId: string;
  /** Plain text. 1 to 300 characters. It may not be null. */
  title?: string | null | undefined;
  /** Plain text. At most 1,000 characters. Null takes it away. */
  excerpt?: string | null | undefined;
  /** HTML: it is sanitised, and then counted. At most 60,000 characters. Null takes it away. */
  body?: string | null | undefined;
  /** Its pictures and films, all of them. At most 20 items. Null takes it away. */
  media?: Array<MediaInput> | null | undefined;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** New words for a comment of yours. */
export type EditCommentInput = {
  /** Which comment. */
  commentId: string;
  /** HTML: it is sanitised, and then counted. 1 to 40,000 characters. */
  body: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** How a feed is ordered. */
export type FeedOrder =
  /** By the time of publication, newest first. */
  | 'NEW'
  /** Bumps and comments, and how lately. */
  | 'HOT'
  /** By bumps, most first. */
  | 'TOP';

/** The tribe to follow. */
export type FollowTribeInput = {
  /** Which tribe, which must exist. */
  tribeId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The user to follow. */
export type FollowUserInput = {
  /** Which user, who must exist, and not be you. */
  userId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** Who gets which role in a tribe of yours. */
export type GiveTribeRoleInput = {
  /** Which tribe. */
  tribeId: string;
  /** The user who gets it. */
  userId: string;
  /** Which role. */
  role: TribeRole;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The article to hide, and why. */
export type HideArticleInput = {
  /** Which article. */
  articleId: string;
  /** Why. */
  reason: Reason;
  /** What there is to say of it besides. Plain text. At most 500 characters. Null is for none. */
  note?: string | null | undefined;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The comment to hide, and why. */
export type HideCommentInput = {
  /** Which comment. */
  commentId: string;
  /** Why. */
  reason: Reason;
  /** What there is to say of it besides. Plain text. At most 500 characters. Null is for none. */
  note?: string | null | undefined;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** How a home feed is ordered. */
export type HomeOrder =
  /** By the time of publication, newest first. */
  | 'NEW'
  /** Bumps and comments, and how lately. */
  | 'HOT'
  /** By bumps, most first. */
  | 'TOP'
  /** All that is hot, raised by 1e6 × log10(1 + n), where n is how many of your latest 500 bumps and comments are in its tribe or on its author, the greater. */
  | 'FOR_YOU';

/** Up to when you have read your notifications. */
export type MarkNotificationsReadInput = {
  /** All up to then, such as the `at` of one; null is now. From 1970 to 2089; without an offset it is taken as UTC. */
  until?: string | null | undefined;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** A picture or a film of an article. */
export type MediaInput = {
  /** Where it is. An address that begins with http:// or https:// and has no white space, or with /media/, as an upload has it, at most 2,008 characters. */
  url: string;
  /** What is seen there, for who cannot see it. At most 300 characters. Null is for none. */
  alt?: string | null | undefined;
  /** Its media type. A media type such as image/jpeg or video/mp4, at most 60 characters. Null takes it away. */
  type?: string | null | undefined;
  /** In pixels. A whole number from 1 to 100,000. Null takes it away. */
  width?: number | null | undefined;
  /** In pixels. A whole number from 1 to 100,000. Null takes it away. */
  height?: number | null | undefined;
  /** A blurred picture of it. A BlurHash, of 6 to 200 characters. Null takes it away. */
  blurHash?: string | null | undefined;
};

/** The user to mute. */
export type MuteUserInput = {
  /** Which user, who must exist, and not be you. */
  userId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** What a notification is about. */
export type NotificationKind =
  /** Bumps on your article: `actors`. */
  | 'ARTICLE_BUMPED'
  /** Comments on your article: `comments`. */
  | 'ARTICLE_COMMENTED'
  /** Bumps on your comment: `actors`. */
  | 'COMMENT_BUMPED'
  /** Replies to your comment: `comments`. */
  | 'COMMENT_REPLIED'
  /** They follow you: `actors`. */
  | 'FOLLOWED'
  /** Your article was hidden: `article { hidden { reason } }`. */
  | 'ARTICLE_HIDDEN'
  /** Your comment was hidden: `comment` says why. */
  | 'COMMENT_HIDDEN';

/** A new comment, or a reply to one. */
export type PostCommentInput = {
  /** The article to comment on. */
  articleId: string;
  /** HTML: it is sanitised, and then counted. 1 to 40,000 characters. */
  body: string;
  /** The comment on that article to reply to; null for none. */
  parentId?: string | null | undefined;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** A new article. */
export type PublishArticleInput = {
  /** The tribe to publish it in, which must exist. */
  tribeId: string;
  /** Plain text. 1 to 300 characters. */
  title: string;
  /** What it mainly is. */
  kind?: ArticleKind;
  /** Plain text. At most 1,000 characters. Null is for none. */
  excerpt?: string | null | undefined;
  /** HTML: it is sanitised, and then counted. At most 60,000 characters. Null is for none. */
  body?: string | null | undefined;
  /** Its pictures and films. At most 20 items. Null is for none. */
  media?: Array<MediaInput> | null | undefined;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** Why something is reported or hidden. */
export type Reason =
  /** It sells something, or is there over and over. */
  | 'SPAM'
  /** It insults or threatens somebody. */
  | 'ABUSE'
  /** It does not belong there. */
  | 'OFF_TOPIC'
  /** The law forbids it. */
  | 'ILLEGAL'
  /** Something else, which the note says. */
  | 'OTHER';

/** The article of yours to take down. */
export type RemoveArticleInput = {
  /** Which article. */
  articleId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The comment of yours to take down. */
export type RemoveCommentInput = {
  /** Which comment. */
  commentId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The article to report, and why. */
export type ReportArticleInput = {
  /** Which article. */
  articleId: string;
  /** Why. */
  reason: Reason;
  /** What there is to say of it besides. Plain text. At most 500 characters. Null is for none. */
  note?: string | null | undefined;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The comment to report, and why. */
export type ReportCommentInput = {
  /** Which comment. */
  commentId: string;
  /** Why. */
  reason: Reason;
  /** What there is to say of it besides. Plain text. At most 500 characters. Null is for none. */
  note?: string | null | undefined;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The user to report, and why. */
export type ReportUserInput = {
  /** Which user. */
  userId: string;
  /** Why. */
  reason: Reason;
  /** What there is to say of it besides. Plain text. At most 500 characters. Null is for none. */
  note?: string | null | undefined;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The article to repost, and where. */
export type RepostArticleInput = {
  /** Which article. */
  articleId: string;
  /** Into which tribe: one that exists, and not the one that it was published in. */
  tribeId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The article to bookmark. */
export type SaveArticleInput = {
  /** Which article. */
  articleId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** What is searched for. */
export type SearchType =
  /** By title, excerpt and body. */
  | 'ARTICLE'
  /** By name, slug and description. */
  | 'TRIBE'
  /** By name, handle and bio. */
  | 'USER';

/** What is said of a tribe. What is left out stays as it is. */
export type SetTribeProfileInput = {
  /** Which tribe; without one, a new tribe is founded. */
  tribeId?: string | null | undefined;
  /** By which `tribe(slug:)` finds it: the first to claim it has it. One that it gives up is kept from others for 90 days. A name without white space and invisible characters, 1 to 128 characters. It may not be null. */
  slug?: string | null | undefined;
  /** What it is called. 1 to 100 characters. Null takes it away. */
  name?: string | null | undefined;
  /** About it, in HTML: it is sanitised, and then counted. At most 60,000 characters. Null takes it away. */
  description?: string | null | undefined;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** What you say of yourself. What is left out stays as it is. */
export type SetUserProfileInput = {
  /** By which `user(handle:)` finds you: the first to claim it has it. One that you give up is kept from others for 90 days. A name without white space and invisible characters, 1 to 128 characters. It may not be null. */
  handle?: string | null | undefined;
  /** What you are called. 1 to 100 characters. Null takes it away. */
  name?: string | null | undefined;
  /** The address of a picture of you. An address that begins with http:// or https:// and has no white space, or with /media/, as an upload has it, at most 2,008 characters. Null takes it away. */
  avatarUrl?: string | null | undefined;
  /** About you, in HTML: it is sanitised, and then counted. At most 60,000 characters. Null takes it away. */
  bio?: string | null | undefined;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** What you want to upload. */
export type StartUploadInput = {
  /** Its media type: one of image/jpeg, image/png, image/gif, image/webp, image/avif, video/mp4, video/webm. */
  type: string;
  /** How many bytes it has. */
  size: number;
};

/** Who loses which role in a tribe of yours, or which role of your own you give up. */
export type TakeTribeRoleInput = {
  /** Which tribe. */
  tribeId: string;
  /** The user who loses it. */
  userId: string;
  /** Which role. */
  role: TribeRole;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** How all tribes are ordered that have a name. */
export type TribeOrder =
  /** By followers, most first. */
  | 'FOLLOWERS'
  /** By when something was last published in it, the latest first. */
  | 'ACTIVE'
  /** By the first ten letters and digits of the name, A to Z; names in other scripts come behind, by their first two characters. */
  | 'NAME'
  /** By when it was founded, the newest first. */
  | 'NEW';

/** What somebody is in a tribe. */
export type TribeRole =
  /** They describe the tribe, give and take roles, and moderate. */
  | 'OWNER'
  /** They hide what does not belong there, and decide on what is reported. */
  | 'MODERATOR';

/** The user to unblock. */
export type UnblockUserInput = {
  /** Which user. */
  userId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The article to remove your bump from. */
export type UnbumpArticleInput = {
  /** Which article. */
  articleId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The comment to remove your bump from. */
export type UnbumpCommentInput = {
  /** Which comment. */
  commentId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The tribe to unfollow. */
export type UnfollowTribeInput = {
  /** Which tribe. */
  tribeId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The user to unfollow. */
export type UnfollowUserInput = {
  /** Which user. */
  userId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The article to show again. */
export type UnhideArticleInput = {
  /** Which article. */
  articleId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The comment to show again. */
export type UnhideCommentInput = {
  /** Which comment. */
  commentId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The user to unmute. */
export type UnmuteUserInput = {
  /** Which user. */
  userId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The repost to undo. */
export type UnrepostArticleInput = {
  /** Of which article. */
  articleId: string;
  /** Out of which tribe. */
  tribeId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** The article whose bookmark to remove. */
export type UnsaveArticleInput = {
  /** Which article. */
  articleId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** What kind of thing was wrong with an input. */
export type UserErrorCode =
  /** There is nothing with that id, or not any more: take it off the page. */
  | 'NOT_FOUND'
  /** It is not theirs to do: the message says whose it is. */
  | 'FORBIDDEN'
  /** Somebody else has that name: ask for another. */
  | 'TAKEN'
  /** A value is not one that is taken: show the message beside its field. */
  | 'INVALID'
  /** As many are there as there may be: do not offer it. */
  | 'LIMIT'
  /** What it would change was written at the end of time, and stays as it is. */
  | 'CONFLICT'
  /** The key stands for another input already: make a key for each thing done. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** No refusal: it was accepted, and does not show here yet. There is a receipt: read again with its token. */
  | 'STALE';

/** How all users are ordered that have a name. */
export type UserOrder =
  /** By followers, most first. */
  | 'FOLLOWERS'
  /** By when they came, the newest first. */
  | 'NEW';

/** Which article you saw. */
export type ViewArticleInput = {
  /** Which article. */
  articleId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** Articles of which time. */
export type Window =
  /** All. */
  | 'ALL'
  /** Those that were published today, in UTC. */
  | 'DAY'
  /** This week, from Monday, in UTC. */
  | 'WEEK'
  /** This month, in UTC. */
  | 'MONTH';

export type BumpMutationVariables = Exact<{
  input: BumpArticleInput;
}>;


export type BumpMutation = { bumpArticle: { article: { id: string, bumpCount: number, viewerHasBumped: boolean } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type UnbumpMutationVariables = Exact<{
  input: UnbumpArticleInput;
}>;


export type UnbumpMutation = { unbumpArticle: { article: { id: string, bumpCount: number, viewerHasBumped: boolean } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type BumpCommentMutationVariables = Exact<{
  input: BumpCommentInput;
}>;


export type BumpCommentMutation = { bumpComment: { comment: { id: string, bumpCount: number, viewerHasBumped: boolean } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type UnbumpCommentMutationVariables = Exact<{
  input: UnbumpCommentInput;
}>;


export type UnbumpCommentMutation = { unbumpComment: { comment: { id: string, bumpCount: number, viewerHasBumped: boolean } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type FollowTribeMutationVariables = Exact<{
  input: FollowTribeInput;
}>;


export type FollowTribeMutation = { followTribe: { tribe: { id: string, followerCount: number, viewerIsFollowing: boolean } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type UnfollowTribeMutationVariables = Exact<{
  input: UnfollowTribeInput;
}>;


export type UnfollowTribeMutation = { unfollowTribe: { tribe: { id: string, followerCount: number, viewerIsFollowing: boolean } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type FollowUserMutationVariables = Exact<{
  input: FollowUserInput;
}>;


export type FollowUserMutation = { followUser: { user: { id: string, followerCount: number, viewerIsFollowing: boolean } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type UnfollowUserMutationVariables = Exact<{
  input: UnfollowUserInput;
}>;


export type UnfollowUserMutation = { unfollowUser: { user: { id: string, followerCount: number, viewerIsFollowing: boolean } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type CommentMutationVariables = Exact<{
  input: PostCommentInput;
}>;


export type CommentMutation = { postComment: { comment: { id: string, body: string, postedAt: string, updatedAt: string, bumpCount: number, viewerHasBumped: boolean, viewerCanEdit: boolean, viewerCanRemove: boolean, viewerCanHide: boolean, viewerCanReply: boolean, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null }, parent: { id: string } | null } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type ViewMutationVariables = Exact<{
  input: ViewArticleInput;
}>;


export type ViewMutation = { viewArticle: { article: { id: string, viewCount: number } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type MarkReadMutationVariables = Exact<{
  input: MarkNotificationsReadInput;
}>;


export type MarkReadMutation = { markNotificationsRead: { inbox: { unreadCount: number } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type SaveMutationVariables = Exact<{
  input: SaveArticleInput;
}>;


export type SaveMutation = { saveArticle: { article: { id: string, viewerHasSaved: boolean } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type UnsaveMutationVariables = Exact<{
  input: UnsaveArticleInput;
}>;


export type UnsaveMutation = { unsaveArticle: { article: { id: string, viewerHasSaved: boolean } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type CountsFragment = { id: string, bumpCount: number, commentCount: number, viewCount: number };

export type ArticleUpdatedSubscriptionVariables = Exact<{
  id: string;
}>;


export type ArticleUpdatedSubscription = { articleUpdated: { id: string, bumpCount: number, commentCount: number, viewCount: number } | null };

export type FeedUpdatedSubscriptionVariables = Exact<{
  order: HomeOrder;
}>;


export type FeedUpdatedSubscription = { feedUpdated: { edges: Array<{ node: { id: string, bumpCount: number, commentCount: number, viewCount: number } }> } | null };

export type NotificationReceivedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type NotificationReceivedSubscription = { notificationReceived: { at: string, isRead: boolean } | null };

export type UnreadQueryVariables = Exact<{ [key: string]: never; }>;


export type UnreadQuery = { viewer: { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, inbox: { unreadCount: number } | null } | null };

export type ReportArticleMutationVariables = Exact<{
  input: ReportArticleInput;
}>;


export type ReportArticleMutation = { reportArticle: { userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type ReportCommentMutationVariables = Exact<{
  input: ReportCommentInput;
}>;


export type ReportCommentMutation = { reportComment: { userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type ReportUserMutationVariables = Exact<{
  input: ReportUserInput;
}>;


export type ReportUserMutation = { reportUser: { userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type HideArticleMutationVariables = Exact<{
  input: HideArticleInput;
}>;


export type HideArticleMutation = { hideArticle: { userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type UnhideArticleMutationVariables = Exact<{
  input: UnhideArticleInput;
}>;


export type UnhideArticleMutation = { unhideArticle: { userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type HideCommentMutationVariables = Exact<{
  input: HideCommentInput;
}>;


export type HideCommentMutation = { hideComment: { userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type MuteUserMutationVariables = Exact<{
  input: MuteUserInput;
}>;


export type MuteUserMutation = { muteUser: { user: { id: string, viewerIsMuting: boolean, viewerIsBlocking: boolean } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type UnmuteUserMutationVariables = Exact<{
  input: UnmuteUserInput;
}>;


export type UnmuteUserMutation = { unmuteUser: { user: { id: string, viewerIsMuting: boolean, viewerIsBlocking: boolean } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type BlockUserMutationVariables = Exact<{
  input: BlockUserInput;
}>;


export type BlockUserMutation = { blockUser: { user: { id: string, viewerIsMuting: boolean, viewerIsBlocking: boolean } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type UnblockUserMutationVariables = Exact<{
  input: UnblockUserInput;
}>;


export type UnblockUserMutation = { unblockUser: { user: { id: string, viewerIsMuting: boolean, viewerIsBlocking: boolean } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type CaseShownFragment = { id: string, kind: CaseKind, reportCount: number, decidedAt: string | null, reports: { edges: Array<{ node: { at: string, reason: Reason, note: string, reporter: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } } }> } | null, decision: { kind: DecisionKind, reason: Reason | null, note: string } | null, decidedBy: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, article: { id: string, title: string, excerpt: string, viewerCanHide: boolean, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } } | null, comment: { id: string, body: string, viewerCanHide: boolean, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null }, article: { id: string, title: string } | null } | null };

export type CasesPageQueryVariables = Exact<{
  slug: string;
  queue: CaseQueue;
  after?: string | null | undefined;
}>;


export type CasesPageQuery = { viewer: { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, inbox: { unreadCount: number } | null } | null, tribe: { viewerCanModerate: boolean, viewerCanEdit: boolean, id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean, owners: { edges: Array<{ node: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } }> } | null, moderators: { edges: Array<{ node: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } }> } | null, cases: { edges: Array<{ node: { id: string, kind: CaseKind, reportCount: number, decidedAt: string | null, reports: { edges: Array<{ node: { at: string, reason: Reason, note: string, reporter: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } } }> } | null, decision: { kind: DecisionKind, reason: Reason | null, note: string } | null, decidedBy: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, article: { id: string, title: string, excerpt: string, viewerCanHide: boolean, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } } | null, comment: { id: string, body: string, viewerCanHide: boolean, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null }, article: { id: string, title: string } | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type HiddenPageQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type HiddenPageQuery = { viewer: { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, inbox: { unreadCount: number } | null } | null, article: { id: string, title: string, hiddenComments: { edges: Array<{ node: { id: string, body: string, postedAt: string, updatedAt: string, bumpCount: number, viewerHasBumped: boolean, viewerCanEdit: boolean, viewerCanRemove: boolean, viewerCanHide: boolean, viewerCanReply: boolean, hidden: { reason: Reason, note: string } | null, hiddenBy: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, hiddenByAuthor: { reason: Reason, note: string } | null, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null }, parent: { id: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type NamedQueryVariables = Exact<{
  handle: string;
}>;


export type NamedQuery = { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null };

export type UnhideCommentMutationVariables = Exact<{
  input: UnhideCommentInput;
}>;


export type UnhideCommentMutation = { unhideComment: { userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type DismissArticleReportsMutationVariables = Exact<{
  input: DismissArticleReportsInput;
}>;


export type DismissArticleReportsMutation = { dismissArticleReports: { userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type DismissCommentReportsMutationVariables = Exact<{
  input: DismissCommentReportsInput;
}>;


export type DismissCommentReportsMutation = { dismissCommentReports: { userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type GiveTribeRoleMutationVariables = Exact<{
  input: GiveTribeRoleInput;
}>;


export type GiveTribeRoleMutation = { giveTribeRole: { userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type TakeTribeRoleMutationVariables = Exact<{
  input: TakeTribeRoleInput;
}>;


export type TakeTribeRoleMutation = { takeTribeRole: { userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type MyselfQueryVariables = Exact<{ [key: string]: never; }>;


export type MyselfQuery = { viewer: { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, inbox: { unreadCount: number } | null } | null };

export type HomeQueryVariables = Exact<{
  order: HomeOrder;
  all: FeedOrder;
  withAll: boolean;
  after?: string | null | undefined;
}>;


export type HomeQuery = { viewer: { user: { followedTribeCount: number, followedUserCount: number, id: string, handle: string | null, name: string | null, avatarUrl: string | null, followedTribes: { edges: Array<{ node: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } }> } | null } | null, feed: { edges: Array<{ node: { id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, media: Array<{ url: string, alt: string, type: string | null, width: number | null, height: number | null, blurHash: string | null }>, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, inbox: { unreadCount: number } | null } | null, feed?: { edges: Array<{ node: { id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, media: Array<{ url: string, alt: string, type: string | null, width: number | null, height: number | null, blurHash: string | null }>, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, around: { edges: Array<{ node: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } }> } | null };

export type SavedQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type SavedQuery = { viewer: { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null, savedArticles: { edges: Array<{ node: { id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, media: Array<{ url: string, alt: string, type: string | null, width: number | null, height: number | null, blurHash: string | null }>, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null, inbox: { unreadCount: number } | null } | null };

export type EverythingQueryVariables = Exact<{
  order: FeedOrder;
  after?: string | null | undefined;
}>;


export type EverythingQuery = { viewer: { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, inbox: { unreadCount: number } | null } | null, feed: { edges: Array<{ node: { id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, media: Array<{ url: string, alt: string, type: string | null, width: number | null, height: number | null, blurHash: string | null }>, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type TribePageQueryVariables = Exact<{
  slug: string;
  order: FeedOrder;
  window: Window;
  after?: string | null | undefined;
}>;


export type TribePageQuery = { viewer: { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, inbox: { unreadCount: number } | null } | null, tribe: { description: string | null, articleCount: number, viewerCanEdit: boolean, viewerCanModerate: boolean, id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean, leaderboard: { edges: Array<{ score: number, node: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, viewerStanding: { place: number, score: number } | null, followers: { edges: Array<{ node: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } }> } | null, feed: { edges: Array<{ repost: { userCount: number, users: { edges: Array<{ node: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } }> } | null } | null, node: { id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, media: Array<{ url: string, alt: string, type: string | null, width: number | null, height: number | null, blurHash: string | null }>, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type BoardQueryVariables = Exact<{
  slug: string;
  window: Window;
  after?: string | null | undefined;
}>;


export type BoardQuery = { viewer: { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, inbox: { unreadCount: number } | null } | null, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean, leaderboard: { edges: Array<{ score: number, node: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, viewerStanding: { place: number, score: number } | null } | null };

export type UserPageQueryVariables = Exact<{
  handle: string;
  order: FeedOrder;
  after?: string | null | undefined;
}>;


export type UserPageQuery = { viewer: { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, inbox: { unreadCount: number } | null } | null, user: { bio: string | null, articleCount: number, bumpsReceived: number, followerCount: number, viewerIsFollowing: boolean, viewerIsMuting: boolean, viewerIsBlocking: boolean, id: string, handle: string | null, name: string | null, avatarUrl: string | null, followedTribes: { edges: Array<{ node: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } }> } | null, feed: { edges: Array<{ node: { id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, media: Array<{ url: string, alt: string, type: string | null, width: number | null, height: number | null, blurHash: string | null }>, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type ArticlePageQueryVariables = Exact<{
  id: string;
  order: CommentOrder;
  after?: string | null | undefined;
}>;


export type ArticlePageQuery = { viewer: { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, inbox: { unreadCount: number } | null } | null, article: { body: string, updatedAt: string, repostCount: number, viewerHasSaved: boolean, viewerCanEdit: boolean, viewerCanRemove: boolean, viewerCanHide: boolean, viewerCanComment: boolean, id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, hidden: { reason: Reason, note: string } | null, comments: { edges: Array<{ node: { id: string, body: string, postedAt: string, updatedAt: string, bumpCount: number, viewerHasBumped: boolean, viewerCanEdit: boolean, viewerCanRemove: boolean, viewerCanHide: boolean, viewerCanReply: boolean, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null }, parent: { id: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, media: Array<{ url: string, alt: string, type: string | null, width: number | null, height: number | null, blurHash: string | null }>, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } } | null };

export type InboxQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type InboxQuery = { viewer: { inbox: { unreadCount: number, notifications: { edges: Array<{ node: { id: string, kind: NotificationKind, at: string, isRead: boolean, actorCount: number, commentCount: number, actors: { edges: Array<{ node: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } }> } | null, comments: { edges: Array<{ node: { id: string, body: string, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } } }> } | null, article: { id: string, title: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null, user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null } | null };

export type SearchQueryVariables = Exact<{
  query: string;
  type?: SearchType | null | undefined;
  after?: string | null | undefined;
}>;


export type SearchQuery = { viewer: { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, inbox: { unreadCount: number } | null } | null, search: { edges: Array<{ node:
        | { __typename: 'Article', id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, media: Array<{ url: string, alt: string, type: string | null, width: number | null, height: number | null, blurHash: string | null }>, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } }
        | { __typename: 'Case', id: string }
        | { __typename: 'Comment', id: string }
        | { __typename: 'Inbox', id: string }
        | { __typename: 'Notification', id: string }
        | { __typename: 'Tribe', id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean }
        | { __typename: 'User', id: string, handle: string | null, name: string | null, avatarUrl: string | null }
        | { __typename: 'Viewer', id: string }
       }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type TribesPageQueryVariables = Exact<{
  order: TribeOrder;
  after?: string | null | undefined;
}>;


export type TribesPageQuery = { viewer: { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, inbox: { unreadCount: number } | null } | null, tribes: { totalCount: number | null, edges: Array<{ node: { articleCount: number, activeAt: string | null, createdAt: string | null, description: string | null, id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type PeoplePageQueryVariables = Exact<{
  order: UserOrder;
  after?: string | null | undefined;
}>;


export type PeoplePageQuery = { viewer: { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, inbox: { unreadCount: number } | null } | null, users: { totalCount: number | null, edges: Array<{ node: { bio: string | null, articleCount: number, followerCount: number, createdAt: string | null, viewerIsFollowing: boolean, id: string, handle: string | null, name: string | null, avatarUrl: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type PersonFragment = { id: string, handle: string | null, name: string | null, avatarUrl: string | null };

export type PlaceFragment = { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean };

export type PictureFragment = { url: string, alt: string, type: string | null, width: number | null, height: number | null, blurHash: string | null };

export type CardFragment = { id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, media: Array<{ url: string, alt: string, type: string | null, width: number | null, height: number | null, blurHash: string | null }>, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } };

export type CardsFragment = { edges: Array<{ node: { id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, media: Array<{ url: string, alt: string, type: string | null, width: number | null, height: number | null, blurHash: string | null }>, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } };

export type SaidFragment = { id: string, body: string, postedAt: string, updatedAt: string, bumpCount: number, viewerHasBumped: boolean, viewerCanEdit: boolean, viewerCanRemove: boolean, viewerCanHide: boolean, viewerCanReply: boolean, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null }, parent: { id: string } | null };

export type RanksFragment = { edges: Array<{ score: number, node: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } };

export type MeFragment = { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, inbox: { unreadCount: number } | null };

export type NoticeFragment = { id: string, kind: NotificationKind, at: string, isRead: boolean, actorCount: number, commentCount: number, actors: { edges: Array<{ node: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } }> } | null, comments: { edges: Array<{ node: { id: string, body: string, author: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } } }> } | null, article: { id: string, title: string } | null };

export type WrongFragment = { field: string | null, path: Array<string> | null, message: string, code: UserErrorCode };

export type WritePageQueryVariables = Exact<{ [key: string]: never; }>;


export type WritePageQuery = { viewer: { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null, followedTribes: { edges: Array<{ node: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } }> } | null } | null, inbox: { unreadCount: number } | null } | null, tribes: { edges: Array<{ node: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } }> } | null };

export type EditPageQueryVariables = Exact<{
  id: string;
}>;


export type EditPageQuery = { viewer: { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, inbox: { unreadCount: number } | null } | null, article: { id: string, title: string, excerpt: string, body: string, viewerCanEdit: boolean, media: Array<{ url: string, alt: string, type: string | null, width: number | null, height: number | null, blurHash: string | null }> } | null };

export type TribeEditPageQueryVariables = Exact<{
  slug: string;
}>;


export type TribeEditPageQuery = { viewer: { user: { id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, inbox: { unreadCount: number } | null } | null, tribe: { id: string, slug: string | null, name: string | null, description: string | null, viewerCanEdit: boolean } | null };

export type ProfilePageQueryVariables = Exact<{ [key: string]: never; }>;


export type ProfilePageQuery = { viewer: { user: { bio: string | null, id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, inbox: { unreadCount: number } | null } | null };

export type RepostsQueryVariables = Exact<{
  id: string;
}>;


export type RepostsQuery = { viewer: { user: { followedTribes: { edges: Array<{ node: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } }> } | null } | null } | null, article: { id: string, repostCount: number, tribe: { id: string }, reposts: { edges: Array<{ node: { viewerHasReposted: boolean, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } } }> } | null } | null };

export type PublishMutationVariables = Exact<{
  input: PublishArticleInput;
}>;


export type PublishMutation = { publishArticle: { article: { id: string } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type EditArticleMutationVariables = Exact<{
  input: EditArticleInput;
}>;


export type EditArticleMutation = { editArticle: { article: { id: string, title: string, excerpt: string, body: string, updatedAt: string } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type RemoveArticleMutationVariables = Exact<{
  input: RemoveArticleInput;
}>;


export type RemoveArticleMutation = { removeArticle: { removedArticleId: string | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type RepostMutationVariables = Exact<{
  input: RepostArticleInput;
}>;


export type RepostMutation = { repostArticle: { article: { id: string, repostCount: number } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type UnrepostMutationVariables = Exact<{
  input: UnrepostArticleInput;
}>;


export type UnrepostMutation = { unrepostArticle: { article: { id: string, repostCount: number } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type EditCommentMutationVariables = Exact<{
  input: EditCommentInput;
}>;


export type EditCommentMutation = { editComment: { comment: { id: string, body: string, updatedAt: string } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type RemoveCommentMutationVariables = Exact<{
  input: RemoveCommentInput;
}>;


export type RemoveCommentMutation = { removeComment: { removedCommentId: string | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type SetProfileMutationVariables = Exact<{
  input: SetUserProfileInput;
}>;


export type SetProfileMutation = { setUserProfile: { user: { bio: string | null, id: string, handle: string | null, name: string | null, avatarUrl: string | null } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type SetTribeMutationVariables = Exact<{
  input: SetTribeProfileInput;
}>;


export type SetTribeMutation = { setTribeProfile: { tribe: { description: string | null, id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type StartUploadMutationVariables = Exact<{
  input: StartUploadInput;
}>;


export type StartUploadMutation = { startUpload: { upload: { method: string, url: string, mediaUrl: string, headers: Array<{ name: string, value: string }> } | null, userErrors: Array<{ field: string | null, path: Array<string> | null, message: string, code: UserErrorCode }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const CountsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Counts on Article {
  id
  bumpCount
  commentCount
  viewCount
}
    `, {"fragmentName":"Counts"}) as unknown as TypedDocumentString<CountsFragment, unknown>;
export const PersonFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
    `, {"fragmentName":"Person"}) as unknown as TypedDocumentString<PersonFragment, unknown>;
export const CaseShownFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment CaseShown on Case {
  id
  kind
  reportCount
  reports(first: 5) {
    edges {
      node {
        at
        reason
        note
        reporter {
          ...Person
        }
      }
    }
  }
  decision {
    kind
    reason
    note
  }
  decidedAt
  decidedBy {
    ...Person
  }
  article {
    id
    title
    excerpt
    viewerCanHide
    author {
      ...Person
    }
  }
  comment {
    id
    body
    viewerCanHide
    author {
      ...Person
    }
    article {
      id
      title
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}`, {"fragmentName":"CaseShown"}) as unknown as TypedDocumentString<CaseShownFragment, unknown>;
export const PictureFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
    `, {"fragmentName":"Picture"}) as unknown as TypedDocumentString<PictureFragment, unknown>;
export const PlaceFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
    `, {"fragmentName":"Place"}) as unknown as TypedDocumentString<PlaceFragment, unknown>;
export const CardFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Card on Article {
  id
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  media {
    ...Picture
  }
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}`, {"fragmentName":"Card"}) as unknown as TypedDocumentString<CardFragment, unknown>;
export const CardsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Cards on ArticleConnection {
  edges {
    node {
      ...Card
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Card on Article {
  id
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  media {
    ...Picture
  }
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}`, {"fragmentName":"Cards"}) as unknown as TypedDocumentString<CardsFragment, unknown>;
export const SaidFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Said on Comment {
  id
  body
  postedAt
  updatedAt
  bumpCount
  viewerHasBumped
  viewerCanEdit
  viewerCanRemove
  viewerCanHide
  viewerCanReply
  author {
    ...Person
  }
  parent {
    id
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}`, {"fragmentName":"Said"}) as unknown as TypedDocumentString<SaidFragment, unknown>;
export const RanksFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Ranks on UserRankedConnection {
  edges {
    score
    node {
      ...Person
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}`, {"fragmentName":"Ranks"}) as unknown as TypedDocumentString<RanksFragment, unknown>;
export const MeFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}`, {"fragmentName":"Me"}) as unknown as TypedDocumentString<MeFragment, unknown>;
export const NoticeFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Notice on Notification {
  id
  kind
  at
  isRead
  actorCount
  actors(first: 2) {
    edges {
      node {
        ...Person
      }
    }
  }
  commentCount
  comments(first: 2) {
    edges {
      node {
        id
        body
        author {
          ...Person
        }
      }
    }
  }
  article {
    id
    title
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}`, {"fragmentName":"Notice"}) as unknown as TypedDocumentString<NoticeFragment, unknown>;
export const WrongFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Wrong on UserError {
  field
  path
  message
  code
}
    `, {"fragmentName":"Wrong"}) as unknown as TypedDocumentString<WrongFragment, unknown>;
export const BumpDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Bump($input: BumpArticleInput!) {
  bumpArticle(input: $input) {
    article {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<BumpMutation, BumpMutationVariables>;
export const UnbumpDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Unbump($input: UnbumpArticleInput!) {
  unbumpArticle(input: $input) {
    article {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<UnbumpMutation, UnbumpMutationVariables>;
export const BumpCommentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation BumpComment($input: BumpCommentInput!) {
  bumpComment(input: $input) {
    comment {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<BumpCommentMutation, BumpCommentMutationVariables>;
export const UnbumpCommentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UnbumpComment($input: UnbumpCommentInput!) {
  unbumpComment(input: $input) {
    comment {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<UnbumpCommentMutation, UnbumpCommentMutationVariables>;
export const FollowTribeDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation FollowTribe($input: FollowTribeInput!) {
  followTribe(input: $input) {
    tribe {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<FollowTribeMutation, FollowTribeMutationVariables>;
export const UnfollowTribeDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UnfollowTribe($input: UnfollowTribeInput!) {
  unfollowTribe(input: $input) {
    tribe {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<UnfollowTribeMutation, UnfollowTribeMutationVariables>;
export const FollowUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation FollowUser($input: FollowUserInput!) {
  followUser(input: $input) {
    user {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<FollowUserMutation, FollowUserMutationVariables>;
export const UnfollowUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UnfollowUser($input: UnfollowUserInput!) {
  unfollowUser(input: $input) {
    user {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<UnfollowUserMutation, UnfollowUserMutationVariables>;
export const CommentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Comment($input: PostCommentInput!) {
  postComment(input: $input) {
    comment {
      ...Said
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Said on Comment {
  id
  body
  postedAt
  updatedAt
  bumpCount
  viewerHasBumped
  viewerCanEdit
  viewerCanRemove
  viewerCanHide
  viewerCanReply
  author {
    ...Person
  }
  parent {
    id
  }
}
fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<CommentMutation, CommentMutationVariables>;
export const ViewDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation View($input: ViewArticleInput!) {
  viewArticle(input: $input) {
    article {
      id
      viewCount
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<ViewMutation, ViewMutationVariables>;
export const MarkReadDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation MarkRead($input: MarkNotificationsReadInput!) {
  markNotificationsRead(input: $input) {
    inbox {
      unreadCount
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<MarkReadMutation, MarkReadMutationVariables>;
export const SaveDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Save($input: SaveArticleInput!) {
  saveArticle(input: $input) {
    article {
      id
      viewerHasSaved
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<SaveMutation, SaveMutationVariables>;
export const UnsaveDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Unsave($input: UnsaveArticleInput!) {
  unsaveArticle(input: $input) {
    article {
      id
      viewerHasSaved
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<UnsaveMutation, UnsaveMutationVariables>;
export const ArticleUpdatedDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription ArticleUpdated($id: ID!) {
  articleUpdated(id: $id) {
    ...Counts
  }
}
    fragment Counts on Article {
  id
  bumpCount
  commentCount
  viewCount
}`) as unknown as TypedDocumentString<ArticleUpdatedSubscription, ArticleUpdatedSubscriptionVariables>;
export const FeedUpdatedDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription FeedUpdated($order: HomeOrder!) {
  feedUpdated(order: $order, first: 20) {
    edges {
      node {
        ...Counts
      }
    }
  }
}
    fragment Counts on Article {
  id
  bumpCount
  commentCount
  viewCount
}`) as unknown as TypedDocumentString<FeedUpdatedSubscription, FeedUpdatedSubscriptionVariables>;
export const NotificationReceivedDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription NotificationReceived {
  notificationReceived {
    at
    isRead
  }
}
    `) as unknown as TypedDocumentString<NotificationReceivedSubscription, NotificationReceivedSubscriptionVariables>;
export const UnreadDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Unread {
  viewer {
    ...Me
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<UnreadQuery, UnreadQueryVariables>;
export const ReportArticleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ReportArticle($input: ReportArticleInput!) {
  reportArticle(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<ReportArticleMutation, ReportArticleMutationVariables>;
export const ReportCommentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ReportComment($input: ReportCommentInput!) {
  reportComment(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<ReportCommentMutation, ReportCommentMutationVariables>;
export const ReportUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ReportUser($input: ReportUserInput!) {
  reportUser(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<ReportUserMutation, ReportUserMutationVariables>;
export const HideArticleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation HideArticle($input: HideArticleInput!) {
  hideArticle(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<HideArticleMutation, HideArticleMutationVariables>;
export const UnhideArticleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UnhideArticle($input: UnhideArticleInput!) {
  unhideArticle(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<UnhideArticleMutation, UnhideArticleMutationVariables>;
export const HideCommentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation HideComment($input: HideCommentInput!) {
  hideComment(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<HideCommentMutation, HideCommentMutationVariables>;
export const MuteUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation MuteUser($input: MuteUserInput!) {
  muteUser(input: $input) {
    user {
      id
      viewerIsMuting
      viewerIsBlocking
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<MuteUserMutation, MuteUserMutationVariables>;
export const UnmuteUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UnmuteUser($input: UnmuteUserInput!) {
  unmuteUser(input: $input) {
    user {
      id
      viewerIsMuting
      viewerIsBlocking
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<UnmuteUserMutation, UnmuteUserMutationVariables>;
export const BlockUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation BlockUser($input: BlockUserInput!) {
  blockUser(input: $input) {
    user {
      id
      viewerIsMuting
      viewerIsBlocking
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<BlockUserMutation, BlockUserMutationVariables>;
export const UnblockUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UnblockUser($input: UnblockUserInput!) {
  unblockUser(input: $input) {
    user {
      id
      viewerIsMuting
      viewerIsBlocking
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<UnblockUserMutation, UnblockUserMutationVariables>;
export const CasesPageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query CasesPage($slug: String!, $queue: CaseQueue!, $after: String) {
  viewer {
    ...Me
  }
  tribe(slug: $slug) {
    ...Place
    viewerCanModerate
    viewerCanEdit
    owners(first: 50) {
      edges {
        node {
          ...Person
        }
      }
    }
    moderators(first: 50) {
      edges {
        node {
          ...Person
        }
      }
    }
    cases(queue: $queue, first: 20, after: $after) {
      edges {
        node {
          ...CaseShown
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment CaseShown on Case {
  id
  kind
  reportCount
  reports(first: 5) {
    edges {
      node {
        at
        reason
        note
        reporter {
          ...Person
        }
      }
    }
  }
  decision {
    kind
    reason
    note
  }
  decidedAt
  decidedBy {
    ...Person
  }
  article {
    id
    title
    excerpt
    viewerCanHide
    author {
      ...Person
    }
  }
  comment {
    id
    body
    viewerCanHide
    author {
      ...Person
    }
    article {
      id
      title
    }
  }
}
fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<CasesPageQuery, CasesPageQueryVariables>;
export const HiddenPageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query HiddenPage($id: ID!, $after: String) {
  viewer {
    ...Me
  }
  article(id: $id) {
    id
    title
    hiddenComments(first: 20, after: $after) {
      edges {
        node {
          ...Said
          hidden {
            reason
            note
          }
          hiddenBy {
            ...Person
          }
          hiddenByAuthor {
            reason
            note
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Said on Comment {
  id
  body
  postedAt
  updatedAt
  bumpCount
  viewerHasBumped
  viewerCanEdit
  viewerCanRemove
  viewerCanHide
  viewerCanReply
  author {
    ...Person
  }
  parent {
    id
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<HiddenPageQuery, HiddenPageQueryVariables>;
export const NamedDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Named($handle: String!) {
  user(handle: $handle) {
    ...Person
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}`) as unknown as TypedDocumentString<NamedQuery, NamedQueryVariables>;
export const UnhideCommentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UnhideComment($input: UnhideCommentInput!) {
  unhideComment(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<UnhideCommentMutation, UnhideCommentMutationVariables>;
export const DismissArticleReportsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DismissArticleReports($input: DismissArticleReportsInput!) {
  dismissArticleReports(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<DismissArticleReportsMutation, DismissArticleReportsMutationVariables>;
export const DismissCommentReportsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DismissCommentReports($input: DismissCommentReportsInput!) {
  dismissCommentReports(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<DismissCommentReportsMutation, DismissCommentReportsMutationVariables>;
export const GiveTribeRoleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation GiveTribeRole($input: GiveTribeRoleInput!) {
  giveTribeRole(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<GiveTribeRoleMutation, GiveTribeRoleMutationVariables>;
export const TakeTribeRoleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation TakeTribeRole($input: TakeTribeRoleInput!) {
  takeTribeRole(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<TakeTribeRoleMutation, TakeTribeRoleMutationVariables>;
export const MyselfDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Myself {
  viewer {
    ...Me
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<MyselfQuery, MyselfQueryVariables>;
export const HomeDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Home($order: HomeOrder!, $all: FeedOrder!, $withAll: Boolean!, $after: String) {
  viewer {
    ...Me
    user {
      followedTribeCount
      followedUserCount
      followedTribes(first: 12) {
        edges {
          node {
            ...Place
          }
        }
      }
    }
    feed(order: $order, first: 20, after: $after) {
      ...Cards
    }
  }
  feed(order: $all, first: 20, after: $after) @include(if: $withAll) {
    ...Cards
  }
  around: tribes(order: ACTIVE, first: 20) {
    edges {
      node {
        ...Place
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Card on Article {
  id
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  media {
    ...Picture
  }
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Cards on ArticleConnection {
  edges {
    node {
      ...Card
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<HomeQuery, HomeQueryVariables>;
export const SavedDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Saved($after: String) {
  viewer {
    ...Me
    user {
      savedArticles(first: 20, after: $after) {
        ...Cards
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Card on Article {
  id
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  media {
    ...Picture
  }
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Cards on ArticleConnection {
  edges {
    node {
      ...Card
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<SavedQuery, SavedQueryVariables>;
export const EverythingDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Everything($order: FeedOrder!, $after: String) {
  viewer {
    ...Me
  }
  feed(order: $order, first: 20, after: $after) {
    ...Cards
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Card on Article {
  id
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  media {
    ...Picture
  }
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Cards on ArticleConnection {
  edges {
    node {
      ...Card
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<EverythingQuery, EverythingQueryVariables>;
export const TribePageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TribePage($slug: String!, $order: FeedOrder!, $window: Window!, $after: String) {
  viewer {
    ...Me
  }
  tribe(slug: $slug) {
    ...Place
    description
    articleCount
    viewerCanEdit
    viewerCanModerate
    leaderboard(window: $window, first: 8) {
      ...Ranks
    }
    viewerStanding(window: $window) {
      place
      score
    }
    followers(first: 6) {
      edges {
        node {
          ...Person
        }
      }
    }
    feed(order: $order, first: 20, after: $after) {
      edges {
        repost {
          userCount
          users(first: 1) {
            edges {
              node {
                ...Person
              }
            }
          }
        }
        node {
          ...Card
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Card on Article {
  id
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  media {
    ...Picture
  }
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Ranks on UserRankedConnection {
  edges {
    score
    node {
      ...Person
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<TribePageQuery, TribePageQueryVariables>;
export const BoardDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Board($slug: String!, $window: Window!, $after: String) {
  viewer {
    ...Me
  }
  tribe(slug: $slug) {
    ...Place
    leaderboard(window: $window, first: 50, after: $after) {
      ...Ranks
    }
    viewerStanding(window: $window) {
      place
      score
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Ranks on UserRankedConnection {
  edges {
    score
    node {
      ...Person
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<BoardQuery, BoardQueryVariables>;
export const UserPageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query UserPage($handle: String!, $order: FeedOrder!, $after: String) {
  viewer {
    ...Me
  }
  user(handle: $handle) {
    ...Person
    bio
    articleCount
    bumpsReceived
    followerCount
    viewerIsFollowing
    viewerIsMuting
    viewerIsBlocking
    followedTribes(first: 12) {
      edges {
        node {
          ...Place
        }
      }
    }
    feed(order: $order, first: 20, after: $after) {
      ...Cards
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Card on Article {
  id
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  media {
    ...Picture
  }
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Cards on ArticleConnection {
  edges {
    node {
      ...Card
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<UserPageQuery, UserPageQueryVariables>;
export const ArticlePageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ArticlePage($id: ID!, $order: CommentOrder!, $after: String) {
  viewer {
    ...Me
  }
  article(id: $id) {
    ...Card
    body
    updatedAt
    repostCount
    viewerHasSaved
    viewerCanEdit
    viewerCanRemove
    viewerCanHide
    viewerCanComment
    hidden {
      reason
      note
    }
    comments(order: $order, first: 50, after: $after) {
      edges {
        node {
          ...Said
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Card on Article {
  id
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  media {
    ...Picture
  }
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Said on Comment {
  id
  body
  postedAt
  updatedAt
  bumpCount
  viewerHasBumped
  viewerCanEdit
  viewerCanRemove
  viewerCanHide
  viewerCanReply
  author {
    ...Person
  }
  parent {
    id
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<ArticlePageQuery, ArticlePageQueryVariables>;
export const InboxDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Inbox($after: String) {
  viewer {
    ...Me
    inbox {
      notifications(first: 20, after: $after) {
        edges {
          node {
            ...Notice
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}
fragment Notice on Notification {
  id
  kind
  at
  isRead
  actorCount
  actors(first: 2) {
    edges {
      node {
        ...Person
      }
    }
  }
  commentCount
  comments(first: 2) {
    edges {
      node {
        id
        body
        author {
          ...Person
        }
      }
    }
  }
  article {
    id
    title
  }
}`) as unknown as TypedDocumentString<InboxQuery, InboxQueryVariables>;
export const SearchDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Search($query: String!, $type: SearchType, $after: String) {
  viewer {
    ...Me
  }
  search(query: $query, type: $type, first: 20, after: $after) {
    edges {
      node {
        __typename
        id
        ...Card
        ...Place
        ...Person
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Card on Article {
  id
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  media {
    ...Picture
  }
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
export const TribesPageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TribesPage($order: TribeOrder!, $after: String) {
  viewer {
    ...Me
  }
  tribes(order: $order, first: 30, after: $after) {
    totalCount
    edges {
      node {
        ...Place
        articleCount
        activeAt
        createdAt
        description
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<TribesPageQuery, TribesPageQueryVariables>;
export const PeoplePageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PeoplePage($order: UserOrder!, $after: String) {
  viewer {
    ...Me
  }
  users(order: $order, first: 30, after: $after) {
    totalCount
    edges {
      node {
        ...Person
        bio
        articleCount
        followerCount
        createdAt
        viewerIsFollowing
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<PeoplePageQuery, PeoplePageQueryVariables>;
export const WritePageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query WritePage {
  viewer {
    ...Me
    user {
      followedTribes(first: 100) {
        edges {
          node {
            ...Place
          }
        }
      }
    }
  }
  tribes(order: FOLLOWERS, first: 100) {
    edges {
      node {
        ...Place
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<WritePageQuery, WritePageQueryVariables>;
export const EditPageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query EditPage($id: ID!) {
  viewer {
    ...Me
  }
  article(id: $id) {
    id
    title
    excerpt
    body
    viewerCanEdit
    media {
      ...Picture
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<EditPageQuery, EditPageQueryVariables>;
export const TribeEditPageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TribeEditPage($slug: String!) {
  viewer {
    ...Me
  }
  tribe(slug: $slug) {
    id
    slug
    name
    description
    viewerCanEdit
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<TribeEditPageQuery, TribeEditPageQueryVariables>;
export const ProfilePageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ProfilePage {
  viewer {
    ...Me
    user {
      ...Person
      bio
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<ProfilePageQuery, ProfilePageQueryVariables>;
export const RepostsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Reposts($id: ID!) {
  viewer {
    user {
      followedTribes(first: 100) {
        edges {
          node {
            ...Place
          }
        }
      }
    }
  }
  article(id: $id) {
    id
    repostCount
    tribe {
      id
    }
    reposts(first: 100) {
      edges {
        node {
          viewerHasReposted
          tribe {
            ...Place
          }
        }
      }
    }
  }
}
    fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}`) as unknown as TypedDocumentString<RepostsQuery, RepostsQueryVariables>;
export const PublishDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Publish($input: PublishArticleInput!) {
  publishArticle(input: $input) {
    article {
      id
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<PublishMutation, PublishMutationVariables>;
export const EditArticleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation EditArticle($input: EditArticleInput!) {
  editArticle(input: $input) {
    article {
      id
      title
      excerpt
      body
      updatedAt
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<EditArticleMutation, EditArticleMutationVariables>;
export const RemoveArticleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RemoveArticle($input: RemoveArticleInput!) {
  removeArticle(input: $input) {
    removedArticleId
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<RemoveArticleMutation, RemoveArticleMutationVariables>;
export const RepostDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Repost($input: RepostArticleInput!) {
  repostArticle(input: $input) {
    article {
      id
      repostCount
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<RepostMutation, RepostMutationVariables>;
export const UnrepostDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Unrepost($input: UnrepostArticleInput!) {
  unrepostArticle(input: $input) {
    article {
      id
      repostCount
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<UnrepostMutation, UnrepostMutationVariables>;
export const EditCommentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation EditComment($input: EditCommentInput!) {
  editComment(input: $input) {
    comment {
      id
      body
      updatedAt
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<EditCommentMutation, EditCommentMutationVariables>;
export const RemoveCommentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RemoveComment($input: RemoveCommentInput!) {
  removeComment(input: $input) {
    removedCommentId
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<RemoveCommentMutation, RemoveCommentMutationVariables>;
export const SetProfileDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SetProfile($input: SetUserProfileInput!) {
  setUserProfile(input: $input) {
    user {
      ...Person
      bio
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<SetProfileMutation, SetProfileMutationVariables>;
export const SetTribeDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SetTribe($input: SetTribeProfileInput!) {
  setTribeProfile(input: $input) {
    tribe {
      ...Place
      description
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<SetTribeMutation, SetTribeMutationVariables>;
export const StartUploadDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation StartUpload($input: StartUploadInput!) {
  startUpload(input: $input) {
    upload {
      method
      url
      headers {
        name
        value
      }
      mediaUrl
    }
    userErrors {
      ...Wrong
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`) as unknown as TypedDocumentString<StartUploadMutation, StartUploadMutationVariables>;