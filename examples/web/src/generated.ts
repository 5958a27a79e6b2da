// Written by `npm run types` from schema.graphql and src/operations.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Which article to bump. */
export type BumpArticleInput = {
  /** Which article. */
  articleId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** Which comment to bump. */
export type BumpCommentInput = {
  /** Which comment. */
  commentId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** How comments and replies are ordered. */
export type CommentOrder =
  /** Oldest first. */
  | 'OLD'
  /** Newest first. */
  | 'NEW'
  /** By bumps, most first. */
  | 'TOP';

/** How a feed is ordered. */
export type FeedOrder =
  /** By the time of publication, newest first. */
  | 'NEW'
  /** Bumps and comments, and how lately. */
  | 'HOT'
  /** By bumps, most first. */
  | 'TOP';

/** Which tribe to follow. */
export type FollowTribeInput = {
  /** Which tribe, which must exist. */
  tribeId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** Which user to follow. */
export type FollowUserInput = {
  /** Which user, who must exist, and not be you. */
  userId: string;
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

/** What is searched for. */
export type SearchType =
  /** By title, excerpt and body. */
  | 'ARTICLE'
  /** By name, slug and description. */
  | 'TRIBE'
  /** By name, handle and bio. */
  | 'USER';

/** What you say of yourself. What is left out stays as it is. */
export type SetUserProfileInput = {
  /** By which `user(handle:)` finds you: the first to claim it has it. One that you give up is kept from others for 90 days. A name without white space and invisible characters, 1 to 128 characters. It may not be null. */
  handle?: string | null | undefined;
  /** What you are called. 1 to 100 characters. Null takes it away. */
  name?: string | null | undefined;
  /** The address of a picture of you. An address that begins with http:// or https:// and has no white space, at most 2,008 characters. Null takes it away. */
  avatarUrl?: string | null | undefined;
  /** About you, in HTML: it is sanitised, and then counted. At most 60,000 characters. Null takes it away. */
  bio?: string | null | undefined;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** Of which article to take your bump back. */
export type UnbumpArticleInput = {
  /** Which article. */
  articleId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** Of which comment to take your bump back. */
export type UnbumpCommentInput = {
  /** Which comment. */
  commentId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** Which tribe to follow no more. */
export type UnfollowTribeInput = {
  /** Which tribe. */
  tribeId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

/** Which user to follow no more. */
export type UnfollowUserInput = {
  /** Which user. */
  userId: string;
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

/** Which article you saw. */
export type ViewArticleInput = {
  /** Which article. */
  articleId: string;
  /** 1 to 200 characters of your choice. Retry with the same key and the same input within 24 hours, and it happens once. */
  idempotencyKey?: string | null | undefined;
};

export type BumpMutationVariables = Exact<{
  input: BumpArticleInput;
}>;


export type BumpMutation = { bumpArticle: { article: { id: string, bumpCount: number, viewerHasBumped: boolean } | null, userErrors: Array<{ message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type UnbumpMutationVariables = Exact<{
  input: UnbumpArticleInput;
}>;


export type UnbumpMutation = { unbumpArticle: { article: { id: string, bumpCount: number, viewerHasBumped: boolean } | null, userErrors: Array<{ message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type BumpCommentMutationVariables = Exact<{
  input: BumpCommentInput;
}>;


export type BumpCommentMutation = { bumpComment: { comment: { id: string, bumpCount: number, viewerHasBumped: boolean } | null, userErrors: Array<{ message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type UnbumpCommentMutationVariables = Exact<{
  input: UnbumpCommentInput;
}>;


export type UnbumpCommentMutation = { unbumpComment: { comment: { id: string, bumpCount: number, viewerHasBumped: boolean } | null, userErrors: Array<{ message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type FollowTribeMutationVariables = Exact<{
  input: FollowTribeInput;
}>;


export type FollowTribeMutation = { followTribe: { tribe: { id: string, followerCount: number, viewerIsFollowing: boolean } | null, userErrors: Array<{ message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type UnfollowTribeMutationVariables = Exact<{
  input: UnfollowTribeInput;
}>;


export type UnfollowTribeMutation = { unfollowTribe: { tribe: { id: string, followerCount: number, viewerIsFollowing: boolean } | null, userErrors: Array<{ message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type FollowUserMutationVariables = Exact<{
  input: FollowUserInput;
}>;


export type FollowUserMutation = { followUser: { user: { id: string, followerCount: number, viewerIsFollowing: boolean } | null, userErrors: Array<{ message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type UnfollowUserMutationVariables = Exact<{
  input: UnfollowUserInput;
}>;


export type UnfollowUserMutation = { unfollowUser: { user: { id: string, followerCount: number, viewerIsFollowing: boolean } | null, userErrors: Array<{ message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type CommentMutationVariables = Exact<{
  input: PostCommentInput;
}>;


export type CommentMutation = { postComment: { comment: { id: string, body: string, postedAt: string, bumpCount: number, viewerHasBumped: boolean, author: { id: string, handle: string | null, name: string | null }, parent: { id: string } | null } | null, userErrors: Array<{ message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type ViewMutationVariables = Exact<{
  input: ViewArticleInput;
}>;


export type ViewMutation = { viewArticle: { article: { id: string, viewCount: number } | null, userErrors: Array<{ message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type NameMutationVariables = Exact<{
  input: SetUserProfileInput;
}>;


export type NameMutation = { setUserProfile: { user: { id: string, handle: string | null, name: string | null } | null, userErrors: Array<{ message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

export type MarkReadMutationVariables = Exact<{
  input: MarkNotificationsReadInput;
}>;


export type MarkReadMutation = { markNotificationsRead: { inbox: { unreadCount: number } | null, userErrors: Array<{ message: string, code: UserErrorCode }>, receipt: { token: string } | null } | null };

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


export type UnreadQuery = { viewer: { user: { id: string, handle: string | null, name: string | null } | null, inbox: { unreadCount: number } | null } | null };

export type MyselfQueryVariables = Exact<{ [key: string]: never; }>;


export type MyselfQuery = { viewer: { user: { id: string, handle: string | null, name: string | null } | null, inbox: { unreadCount: number } | null } | null };

export type HomeQueryVariables = Exact<{
  order: HomeOrder;
  all: FeedOrder;
  withAll: boolean;
  after?: string | null | undefined;
}>;


export type HomeQuery = { viewer: { user: { followedTribeCount: number, followedUserCount: number, id: string, handle: string | null, name: string | null, followedTribes: { edges: Array<{ node: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } }> } | null } | null, feed: { edges: Array<{ node: { id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, author: { id: string, handle: string | null, name: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, inbox: { unreadCount: number } | null } | null, feed?: { edges: Array<{ node: { id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, author: { id: string, handle: string | null, name: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, around: { edges: Array<{ node: { tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } } }> } | null };

export type EverythingQueryVariables = Exact<{
  order: FeedOrder;
  after?: string | null | undefined;
}>;


export type EverythingQuery = { viewer: { user: { id: string, handle: string | null, name: string | null } | null, inbox: { unreadCount: number } | null } | null, feed: { edges: Array<{ node: { id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, author: { id: string, handle: string | null, name: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type TribePageQueryVariables = Exact<{
  slug: string;
  order: FeedOrder;
  after?: string | null | undefined;
}>;


export type TribePageQuery = { viewer: { user: { id: string, handle: string | null, name: string | null } | null, inbox: { unreadCount: number } | null } | null, tribe: { description: string | null, articleCount: number, id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean, leaderboard: { edges: Array<{ score: number, node: { id: string, handle: string | null, name: string | null } }> } | null, viewerStanding: { place: number, score: number } | null, followers: { edges: Array<{ node: { id: string, handle: string | null, name: string | null } }> } | null, feed: { edges: Array<{ node: { id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, author: { id: string, handle: string | null, name: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type UserPageQueryVariables = Exact<{
  handle: string;
  order: FeedOrder;
  after?: string | null | undefined;
}>;


export type UserPageQuery = { viewer: { user: { id: string, handle: string | null, name: string | null } | null, inbox: { unreadCount: number } | null } | null, user: { bio: string | null, articleCount: number, bumpsReceived: number, followerCount: number, viewerIsFollowing: boolean, id: string, handle: string | null, name: string | null, followedTribes: { edges: Array<{ node: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } }> } | null, feed: { edges: Array<{ node: { id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, author: { id: string, handle: string | null, name: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type ArticlePageQueryVariables = Exact<{
  id: string;
  order: CommentOrder;
  after?: string | null | undefined;
}>;


export type ArticlePageQuery = { viewer: { user: { id: string, handle: string | null, name: string | null } | null, inbox: { unreadCount: number } | null } | null, article: { body: string, repostCount: number, id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, media: Array<{ url: string, alt: string }>, comments: { edges: Array<{ node: { id: string, body: string, postedAt: string, bumpCount: number, viewerHasBumped: boolean, author: { id: string, handle: string | null, name: string | null }, parent: { id: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, author: { id: string, handle: string | null, name: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } } | null };

export type InboxQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type InboxQuery = { viewer: { inbox: { unreadCount: number, notifications: { edges: Array<{ node: { id: string, kind: NotificationKind, at: string, isRead: boolean, actorCount: number, commentCount: number, actors: { edges: Array<{ node: { id: string, handle: string | null, name: string | null } }> } | null, comments: { edges: Array<{ node: { id: string, body: string, author: { id: string, handle: string | null, name: string | null } } }> } | null, article: { id: string, title: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null, user: { id: string, handle: string | null, name: string | null } | null } | null };

export type SearchQueryVariables = Exact<{
  query: string;
  type?: SearchType | null | undefined;
  after?: string | null | undefined;
}>;


export type SearchQuery = { viewer: { user: { id: string, handle: string | null, name: string | null } | null, inbox: { unreadCount: number } | null } | null, search: { edges: Array<{ node:
        | { __typename: 'Article', id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, author: { id: string, handle: string | null, name: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } }
        | { __typename: 'Case', id: string }
        | { __typename: 'Comment', id: string }
        | { __typename: 'Inbox', id: string }
        | { __typename: 'Notification', id: string }
        | { __typename: 'Tribe', id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean }
        | { __typename: 'User', id: string, handle: string | null, name: string | null }
        | { __typename: 'Viewer', id: string }
       }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type PersonFragment = { id: string, handle: string | null, name: string | null };

export type PlaceFragment = { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean };

export type CardFragment = { id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, author: { id: string, handle: string | null, name: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } };

export type CardsFragment = { edges: Array<{ node: { id: string, title: string, excerpt: string, publishedAt: string, bumpCount: number, commentCount: number, viewCount: number, viewerHasBumped: boolean, author: { id: string, handle: string | null, name: string | null }, tribe: { id: string, slug: string | null, name: string | null, followerCount: number, viewerIsFollowing: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } };

export type SaidFragment = { id: string, body: string, postedAt: string, bumpCount: number, viewerHasBumped: boolean, author: { id: string, handle: string | null, name: string | null }, parent: { id: string } | null };

export type MeFragment = { user: { id: string, handle: string | null, name: string | null } | null, inbox: { unreadCount: number } | null };

export type NoticeFragment = { id: string, kind: NotificationKind, at: string, isRead: boolean, actorCount: number, commentCount: number, actors: { edges: Array<{ node: { id: string, handle: string | null, name: string | null } }> } | null, comments: { edges: Array<{ node: { id: string, body: string, author: { id: string, handle: string | null, name: string | null } } }> } | null, article: { id: string, title: string } | null };

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
}
    `, {"fragmentName":"Person"}) as unknown as TypedDocumentString<PersonFragment, unknown>;
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
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
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
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
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
  bumpCount
  viewerHasBumped
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
}`, {"fragmentName":"Said"}) as unknown as TypedDocumentString<SaidFragment, unknown>;
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
}`, {"fragmentName":"Notice"}) as unknown as TypedDocumentString<NoticeFragment, unknown>;
export const BumpDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Bump($input: BumpArticleInput!) {
  bumpArticle(input: $input) {
    article {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `) as unknown as TypedDocumentString<BumpMutation, BumpMutationVariables>;
export const UnbumpDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Unbump($input: UnbumpArticleInput!) {
  unbumpArticle(input: $input) {
    article {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `) as unknown as TypedDocumentString<UnbumpMutation, UnbumpMutationVariables>;
export const BumpCommentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation BumpComment($input: BumpCommentInput!) {
  bumpComment(input: $input) {
    comment {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `) as unknown as TypedDocumentString<BumpCommentMutation, BumpCommentMutationVariables>;
export const UnbumpCommentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UnbumpComment($input: UnbumpCommentInput!) {
  unbumpComment(input: $input) {
    comment {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `) as unknown as TypedDocumentString<UnbumpCommentMutation, UnbumpCommentMutationVariables>;
export const FollowTribeDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation FollowTribe($input: FollowTribeInput!) {
  followTribe(input: $input) {
    tribe {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `) as unknown as TypedDocumentString<FollowTribeMutation, FollowTribeMutationVariables>;
export const UnfollowTribeDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UnfollowTribe($input: UnfollowTribeInput!) {
  unfollowTribe(input: $input) {
    tribe {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `) as unknown as TypedDocumentString<UnfollowTribeMutation, UnfollowTribeMutationVariables>;
export const FollowUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation FollowUser($input: FollowUserInput!) {
  followUser(input: $input) {
    user {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `) as unknown as TypedDocumentString<FollowUserMutation, FollowUserMutationVariables>;
export const UnfollowUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UnfollowUser($input: UnfollowUserInput!) {
  unfollowUser(input: $input) {
    user {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `) as unknown as TypedDocumentString<UnfollowUserMutation, UnfollowUserMutationVariables>;
export const CommentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Comment($input: PostCommentInput!) {
  postComment(input: $input) {
    comment {
      ...Said
    }
    userErrors {
      message
      code
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
}
fragment Said on Comment {
  id
  body
  postedAt
  bumpCount
  viewerHasBumped
  author {
    ...Person
  }
  parent {
    id
  }
}`) as unknown as TypedDocumentString<CommentMutation, CommentMutationVariables>;
export const ViewDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation View($input: ViewArticleInput!) {
  viewArticle(input: $input) {
    article {
      id
      viewCount
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `) as unknown as TypedDocumentString<ViewMutation, ViewMutationVariables>;
export const NameDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Name($input: SetUserProfileInput!) {
  setUserProfile(input: $input) {
    user {
      ...Person
    }
    userErrors {
      message
      code
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
}`) as unknown as TypedDocumentString<NameMutation, NameMutationVariables>;
export const MarkReadDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation MarkRead($input: MarkNotificationsReadInput!) {
  markNotificationsRead(input: $input) {
    inbox {
      unreadCount
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `) as unknown as TypedDocumentString<MarkReadMutation, MarkReadMutationVariables>;
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
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`) as unknown as TypedDocumentString<UnreadQuery, UnreadQueryVariables>;
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
  around: feed(order: HOT, first: 50) {
    edges {
      node {
        tribe {
          ...Place
        }
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
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
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
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
    query TribePage($slug: String!, $order: FeedOrder!, $after: String) {
  viewer {
    ...Me
  }
  tribe(slug: $slug) {
    ...Place
    description
    articleCount
    leaderboard(window: ALL, first: 8) {
      edges {
        score
        node {
          ...Person
        }
      }
    }
    viewerStanding(window: ALL) {
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
      ...Cards
    }
  }
}
    fragment Person on User {
  id
  handle
  name
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
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
}`) as unknown as TypedDocumentString<TribePageQuery, TribePageQueryVariables>;
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
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
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
    repostCount
    media {
      url
      alt
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
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
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
  bumpCount
  viewerHasBumped
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
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
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