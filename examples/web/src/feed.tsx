// A feed: cards of articles, page by page.
import type { ComponentChildren } from "preact";
import { bump } from "./changes";
import type { CardFragment, CardsFragment, FeedOrder } from "./generated";
import { Bump, Face, More, Person, Place, Time } from "./parts";
import { Picture } from "./picture";
import { to } from "./route";
import { there, useStore } from "./store";
import { many } from "./words";

export const ORDERS = [
  ["NEW", "New"],
  ["HOT", "Hot"],
  ["TOP", "Top"],
] as const satisfies readonly (readonly [FeedOrder, string])[];

/** The articles of some pages, each once: where it moved meanwhile it may be on two. */
export function articles(pages: (CardsFragment | null | undefined)[]): CardFragment[] {
  const found = new Map<string, CardFragment>();
  for (const page of pages) {
    for (const { node } of page?.edges ?? []) if (!found.has(node.id)) found.set(node.id, node);
  }
  return [...found.values()];
}

interface FeedProps {
  articles: CardFragment[];
  more: (() => void) | null;
  busy: boolean;
  /** What is said above a card: how it came into the list. */
  above?: (article: CardFragment) => ComponentChildren;
}

/** So many pictures are likely to be seen at once. */
const SOON_MAX = 4;

export function Feed({ articles, more, busy, above }: FeedProps) {
  useStore();
  return (
    <>
      <ol class="feed">
        {there(articles).map((article, at) => (
          <li key={article.id}>
            <Card article={article} soon={at < SOON_MAX} above={above?.(article)} />
          </li>
        ))}
      </ol>
      <More more={more} busy={busy} />
    </>
  );
}

/** Who wrote it, where and when. */
export function Byline({ article, children }: { article: CardFragment; children?: ComponentChildren }) {
  return (
    <div class="byline">
      <Face of={article.author} />
      <p>
        <Person user={article.author} />
        <span class="byline-place">
          <span aria-hidden="true"> · </span>
          <Place tribe={article.tribe} />
          <span class="whole">
            <span aria-hidden="true"> · </span>
            <Time at={article.publishedAt} />
          </span>
        </span>
      </p>
      {children}
    </div>
  );
}

/** An article, as lists show it. */
export function Card({ article, soon = false, above }: { article: CardFragment; soon?: boolean; above?: ComponentChildren }) {
  const [picture] = article.media;
  const address = to("a", article.id);
  return (
    <article class={picture ? "card panel pictured" : "card panel"} data-item tabIndex={-1} aria-labelledby={`title-${article.id}`}>
      <div class="card-words">
        {above && <p class="quiet-words">{above}</p>}
        <Byline article={article} />
        <h2 id={`title-${article.id}`}>
          <a data-open href={address}>
            {article.title}
          </a>
        </h2>
        {article.excerpt && <p class="excerpt">{article.excerpt}</p>}
      </div>
      {picture && (
        <a class="card-picture" href={address} tabIndex={-1} aria-hidden="true">
          <Picture of={picture} thumb soon={soon} />
        </a>
      )}
      <p class="foot">
        <Bump of={article} what={article.title} bump={bump} />
        <a class="said" href={address}>
          {many(article.commentCount, "comment")}
        </a>
        <span class="seen">{many(article.viewCount, "view")}</span>
      </p>
    </article>
  );
}
