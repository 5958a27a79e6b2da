// What the app of tests/web/test_relay.py asks for: relay-compiler makes modules of it, which
// reader.mjs imports.
import { graphql } from "relay-runtime";

export const page = graphql`
  query readerPageQuery($slug: String!, $first: Int, $last: Int) {
    tribe(slug: $slug) {
      ...readerFeed_tribe @arguments(first: $first, last: $last)
    }
  }
`;

export const feed = graphql`
  fragment readerFeed_tribe on Tribe
  @argumentDefinitions(first: { type: "Int" }, after: { type: "String" }, last: { type: "Int" }, before: { type: "String" })
  @refetchable(queryName: "readerFeedPaginationQuery") {
    id
    feed(first: $first, after: $after, last: $last, before: $before, order: NEW) @connection(key: "readerFeed_feed", filters: []) {
      __id
      edges {
        cursor
        node {
          id
          ...readerCard_article
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
      }
    }
  }
`;

export const card = graphql`
  fragment readerCard_article on Article
  @argumentDefinitions(first: { type: "Int", defaultValue: 10 }, after: { type: "String" })
  @refetchable(queryName: "readerCardRefetchQuery") {
    title
    bumpCount
    commentCount
    comments(first: $first, after: $after, order: OLD) @connection(key: "readerCard_comments", filters: []) {
      __id
      edges {
        node {
          id
          body
        }
      }
    }
  }
`;

export const publish = graphql`
  mutation readerPublishMutation($input: PublishArticleInput!, $connections: [ID!]!) {
    publishArticle(input: $input) {
      articleEdge @prependEdge(connections: $connections) {
        cursor
        node {
          id
          ...readerCard_article
        }
      }
      userErrors {
        message
      }
    }
  }
`;

export const comment = graphql`
  mutation readerCommentMutation($input: PostCommentInput!, $connections: [ID!]!) {
    postComment(input: $input) {
      commentEdge @appendEdge(connections: $connections) {
        node {
          id
          body
          article {
            commentCount
          }
        }
      }
      userErrors {
        message
      }
    }
  }
`;

export const reply = graphql`
  mutation readerReplyMutation($input: PostCommentInput!, $connections: [ID!]!) {
    postComment(input: $input) {
      comment @appendNode(connections: $connections, edgeTypeName: "CommentEdge") {
        body
        article {
          commentCount
        }
      }
      userErrors {
        message
      }
    }
  }
`;

export const takeBack = graphql`
  mutation readerTakeBackMutation($input: RemoveCommentInput!) {
    removeComment(input: $input) {
      removedCommentId @deleteRecord
      userErrors {
        message
      }
    }
  }
`;

export const remove = graphql`
  mutation readerRemoveMutation($input: RemoveArticleInput!, $connections: [ID!]!) {
    removeArticle(input: $input) {
      removedArticleId @deleteEdge(connections: $connections)
      userErrors {
        message
      }
    }
  }
`;
