// What may come later, in an app of Relay: deferred.mjs asks for it.
import { graphql } from "relay-runtime";

export const page = graphql`
  query deferredPageQuery($slug: String!) {
    tribe(slug: $slug) {
      name
      ...deferredFeed_tribe @defer(label: "feed")
    }
  }
`;

export const feed = graphql`
  fragment deferredFeed_tribe on Tribe {
    feed(first: 3) {
      edges @stream(initialCount: 1, label: "edges") {
        node {
          title
        }
      }
    }
  }
`;
