// An article, and what is said on it.
import { useEffect } from "preact/hooks";
import { bump, followTribe, view } from "./changes";
import { Byline } from "./feed";
import { ArticlePageDocument } from "./generated";
import { useArticles } from "./live";
import { Avatar, Bump, Empty, Follow, More, nameOf, Place, Prose, Skeleton, Tabs, Trouble, useTitle } from "./parts";
import { nodes, useReading } from "./reading";
import { choice, type Route, to } from "./route";
import { latest, useStore } from "./store";
import { COMMENT_ORDERS, Thread } from "./thread";
import { viewer } from "./viewer";
import { many } from "./words";

export function Article({ route }: { route: Route }) {
  useStore();
  const order = choice(route, "comments", ["OLD", "NEW", "TOP"]);
  const it = useReading(route.visit, ArticlePageDocument, { id: route.of, order }, (answer) => answer.article?.comments);
  const found = it.first?.article;
  const article = found && latest(found);
  useTitle(article?.title);
  const comments = it.answers.flatMap((answer) => nodes(answer.article?.comments));
  const unseen = it.more || !article ? 0 : article.commentCount - comments.length;
  useArticles(found ? [found] : []);
  useEffect(() => {
    if (found && viewer()) void view(found.id);
  }, [found?.id]);
  const tribe = article && latest(article.tribe);
  // What was said just now may be some pages away: the newest first, then.
  const refresh = async () => {
    if (it.more && order === "OLD") location.hash = to("article", route.of, { comments: "NEW" });
    else await it.refresh();
  };
  return (
    <div class="columns">
      <div class="main-column">
        {article && tribe && (
          <article class="article panel" data-item tabIndex={-1} aria-labelledby="title">
            <Byline article={article} />
            <h1 id="title">{article.title}</h1>
            <Prose html={article.body || article.excerpt} />
            {article.media.map((one) => (
              <img key={one.url} src={one.url} alt={one.alt} loading="lazy" referrerpolicy="no-referrer" />
            ))}
            <p class="foot" aria-live="polite">
              <Bump of={article} what={article.title} bump={bump} />
              <span data-comments>{many(article.commentCount, "comment")}</span>
              <span data-views>{many(article.viewCount, "view")}</span>
              {article.repostCount > 0 && <span>{many(article.repostCount, "repost")}</span>}
            </p>
          </article>
        )}
        {article && (
          <section aria-label="Comments" class="comments">
            <header class="page-head">
              <h2>Comments</h2>
              <Tabs label="Order of comments" words={COMMENT_ORDERS} chosen={order} href={(word) => to("article", route.of, { comments: word })} />
            </header>
            {unseen > 0 && it.first && !it.busy && (
              <button class="fresh" onClick={() => void it.refresh()}>
                Show {many(unseen, "new comment")}
              </button>
            )}
            <Thread article={article.id} comments={comments} refresh={refresh} />
            {!comments.length && <p class="quiet-words">Nobody has said anything yet.</p>}
            <More more={it.more} busy={it.busy} />
          </section>
        )}
        {!it.first && it.busy && <Skeleton rows={2} />}
        {it.failure && <Trouble failure={it.failure} again={it.again} />}
        {it.first && !it.failure && !article && <Empty>This article is not here, or no more.</Empty>}
      </div>
      <aside class="side-column" aria-label="Tribe">
        {tribe && (
          <section class="panel about">
            <Avatar name={nameOf(tribe)} square />
            <h2>
              <Place tribe={tribe} />
            </h2>
            <p>{many(tribe.followerCount, "follower")}</p>
            <Follow of={tribe} name={nameOf(tribe)} follow={() => followTribe(tribe)} />
          </section>
        )}
      </aside>
    </div>
  );
}
