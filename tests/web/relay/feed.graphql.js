// What a front end with Relay writes: fragments that page and refetch by themselves.
import { graphql } from "relay-runtime";

export const page = graphql`
  query feedPageQuery($slug: String!) {
    viewer {
      ...feedHome_viewer
    }
    tribe(slug: $slug) {
      ...feedTribe_tribe
    }
  }
`;

export const home = graphql`
  fragment feedHome_viewer on Viewer
  @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" }, order: { type: "HomeOrder!", defaultValue: NEW }) {
    feed(first: $first, after: $after, order: $order) @connection(key: "feedHome_feed", filters: ["order"]) {
      edges {
        node {
          id
          ...feedCard_article
        }
      }
    }
  }
`;

export const tribe = graphql`
  fragment feedTribe_tribe on Tribe
  @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" })
  @refetchable(queryName: "feedTribePaginationQuery") {
    name
    viewerIsFollowing
    feed(first: $first, after: $after) @connection(key: "feedTribe_feed") {
      edges {
        node {
          id
          ...feedCard_article
        }
      }
    }
  }
`;

export const card = graphql`
  fragment feedCard_article on Article
  @argumentDefinitions(first: { type: "Int", defaultValue: 10 }, after: { type: "String" })
  @refetchable(queryName: "feedCardPaginationQuery") {
    title
    publishedAt
    bumpCount
    viewerHasBumped
    comments(first: $first, after: $after, order: TOP) @connection(key: "feedCard_comments") {
      edges {
        node {
          body
          author {
            name
          }
        }
      }
    }
  }
`;

export const bump = graphql`
  mutation feedBumpMutation($input: BumpArticleInput!) {
    bumpArticle(input: $input) {
      article {
        bumpCount
        viewerHasBumped
      }
      userErrors {
        code
      }
    }
  }
`;

export const comment = graphql`
  mutation feedCommentMutation($input: PostCommentInput!, $connections: [ID!]!) {
    postComment(input: $input) {
      comment @prependNode(connections: $connections, edgeTypeName: "CommentEdge") {
        body
      }
      userErrors {
        code
      }
    }
  }
`;
