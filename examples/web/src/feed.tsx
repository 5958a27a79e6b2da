// A feed: cards of articles, page by page.
import { bump } from "./changes";
import type { CardFragment, CardsFragment, FeedOrder } from "./generated";
import { Avatar, Bump, More, nameOf, Person, Place, Time } from "./parts";
import { to } from "./route";
import { latest, useStore } from "./store";
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

export function Feed(props: { articles: CardFragment[]; more: (() => void) | null; busy: boolean }) {
  useStore();
  return (
    <>
      <ol class="feed">
        {props.articles.map((article) => (
          <li key={article.id}>
            <Card article={latest(article)} />
          </li>
        ))}
      </ol>
      <More more={props.more} busy={props.busy} />
    </>
  );
}

/** Who wrote it, where and when. */
export function Byline({ article }: { article: CardFragment }) {
  return (
    <div class="byline">
      <Avatar name={nameOf(latest(article.author))} />
      <p>
        <Person user={article.author} />
        <small>
          <Place tribe={article.tribe} />
          <span aria-hidden="true"> · </span>
          <Time at={article.publishedAt} />
        </small>
      </p>
    </div>
  );
}

/** An article, as lists show it. */
export function Card({ article }: { article: CardFragment }) {
  return (
    <article class="card panel" data-item tabIndex={-1} aria-labelledby={`title-${article.id}`}>
      <Byline article={article} />
      <h2 id={`title-${article.id}`}>
        <a data-open href={to("article", article.id)}>
          {article.title}
        </a>
      </h2>
      {article.excerpt && <p class="excerpt">{article.excerpt}</p>}
      <p class="foot">
        <Bump of={article} what={article.title} bump={bump} />
        <a class="said" href={to("article", article.id)}>
          {many(article.commentCount, "comment")}
        </a>
        <span>{many(article.viewCount, "view")}</span>
      </p>
    </article>
  );
}
