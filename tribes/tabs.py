"""Working queries for GraphiQL."""

from __future__ import annotations

from gateway.documents.tabs import Tab

TABS = (
    Tab(
        "The feed, newest first, in one query",
        """query Feed($after: String) {
  feed(first: 10, after: $after) {
    edges {
      cursor
      node {
        id
        kind
        title
        excerpt
        publishedAt
        author { handle name avatarUrl }
        tribe { slug name }
        bumpCount
        commentCount
        viewCount
        viewerHasBumped
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
""",
    ),
    Tab(
        "A tribe and its feed",
        """{
  tribe(slug: "ferrari") {
    id
    name
    description
    articleCount
    feed(first: 5) {
      edges {
        node { title author { name } comments(first: 3) { edges { node { body } } } }
      }
    }
  }
}
""",
    ),
    Tab(
        "A user: what they wrote and received",
        """{
  user(handle: "enzo") {
    id
    name
    bio
    articleCount
    bumpsReceived
    feed(first: 5) {
      edges { node { title bumpCount bumpers(first: 5) { edges { node { handle } } } } }
    }
  }
}
""",
    ),
    Tab(
        "Your home feed: of the tribes and users that you follow (X-Viewer: enzo)",
        """{
  viewer {
    user { followedTribeCount followedUserCount }
    feed(order: HOT, first: 5) {
      edges { node { title tribe { name viewerIsFollowing } author { name } bumpCount } }
      pageInfo { hasNextPage endCursor }
    }
  }
}
""",
    ),
    Tab(
        "A tribe's leaderboard, and your place on it (X-Viewer: enzo)",
        """{
  tribe(slug: "ferrari") {
    name
    leaderboard(window: ALL, first: 5) { edges { score node { name bumpsReceived } } }
    viewerStanding(window: ALL) { place score }
  }
}
""",
    ),
    Tab(
        "Your notifications (X-Viewer: enzo)",
        """{
  viewer {
    inbox {
      unreadCount
      notifications(first: 10) {
        edges {
          node {
            kind
            at
            isRead
            article { title }
            actorCount
            actors(first: 1) { edges { node { name } } }
            commentCount
            comments(first: 1) { edges { node { body author { name } } } }
          }
        }
      }
    }
  }
}
""",
    ),
    Tab(
        "Search: articles, tribes and users; the last word may be a beginning",
        """query Search($text: String!, $type: SearchType, $after: String) {
  search(query: $text, type: $type, first: 5, after: $after) {
    edges {
      node {
        __typename
        id
        ... on Article { title excerpt tribe { name } author { name } bumpCount }
        ... on Tribe { name articleCount }
        ... on User { name handle }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
""",
        '{"text": "fuel pu"}',
    ),
    Tab(
        "A thread: the comments with most bumps, and their replies",
        """query Thread($article: ID!) {
  article(id: $article) {
    title
    comments(order: TOP, first: 5) {
      edges {
        node {
          body
          bumpCount
          replyCount
          author { name }
          replies(first: 3) { edges { node { body author { name } } } }
        }
      }
    }
  }
}
""",
        '{"article": "QXJ0aWNsZTpkZW1vLTE="}',
    ),
    Tab(
        "What is reported in a tribe of yours (X-Viewer: enzo)",
        """{
  tribe(slug: "ferrari") {
    owners(first: 5) { edges { node { handle } } }
    moderators(first: 5) { edges { node { handle } } }
    viewerCanModerate
    cases(queue: LATEST, first: 5) {
      edges {
        node {
          kind
          reportCount
          article { id title author { name } }
          comment { id body author { name } }
          reports(first: 5) { edges { node { reason note reporter { name } } } }
          decision { kind reason note }
        }
      }
    }
  }
}
""",
    ),
    Tab(
        "Publish an article (the header X-Viewer says who you are)",
        """mutation Publish($tribe: ID!) {
  publishArticle(input: {tribeId: $tribe, title: "My first car", body: "<p>It rattled.</p>"}) {
    article { id title author { id } tribe { name } }
    userErrors { field code message }
    receipt { eventId token duplicate }
  }
}
""",
        '{"tribe": "VHJpYmU6ZmVycmFyaQ=="}',
    ),
    Tab(
        "Hide an article, and say why (X-Viewer: enzo)",
        """mutation Hide($article: ID!) {
  hideArticle(input: {articleId: $article, reason: OFF_TOPIC, note: "This is about bicycles."}) {
    article { title hidden { reason note at } hiddenBy { name } }
    userErrors { field code message }
  }
}
""",
        '{"article": "QXJ0aWNsZTpkZW1vLTI5"}',
    ),
    Tab(
        "Watch an article: bump it in another tab",
        """subscription Watch($article: ID!) {
  articleUpdated(id: $article) { title bumpCount commentCount viewCount viewerHasBumped }
}
""",
        '{"article": "QXJ0aWNsZTpkZW1vLTE="}',
    ),
    Tab(
        "Bump an article, once however often it is sent",
        """mutation Bump($article: ID!) {
  bumpArticle(input: {articleId: $article, idempotencyKey: "my-first-bump"}) {
    article { title bumpCount viewerHasBumped }
    userErrors { field code message }
    receipt { eventId token duplicate }
  }
}
""",
        '{"article": "QXJ0aWNsZTpkZW1vLTE="}',
    ),
)
