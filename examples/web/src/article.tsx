// An article, and what is said on it.
import { useEffect } from "preact/hooks";
import { bump, followTribe, removeArticle, save, view } from "./changes";
import { sure, why } from "./dialogs";
import { Byline } from "./feed";
import { ArticlePageDocument } from "./generated";
import { useArticles } from "./live";
import { Deeds } from "./menu";
import { hideArticle, reasonOf, reportArticle, unhideArticle } from "./moderation";
import { Avatar, Bump, Follow, Lost, More, nameOf, Place, Prose, Skeleton, Tabs, Trouble, useTitle } from "./parts";
import { Picture } from "./picture";
import { nodes, useReading } from "./reading";
import { Repost } from "./repost";
import { choice, go, type Route, to } from "./route";
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
    if (it.more && order === "OLD") go(to("a", route.of, { comments: "NEW" }));
    else await it.refresh();
  };
  const remove = async () => {
    if (article && (await sure("Remove this article?", "Its comments go with it. It cannot be brought back.", "Remove")) && (await removeArticle(article.id))) go(to(""));
  };
  const report = async () => {
    const given = await why("Report this article", "Those who moderate the tribe will look at it.", "Report");
    if (article && given) await reportArticle(article.id, given);
  };
  const hide = async () => {
    const given = await why("Hide this article", "Its author is told why, and sees it still.", "Hide");
    if (article && given && (await hideArticle(article.id, given))) await it.refresh();
  };
  const unhide = async () => {
    if (article && (await unhideArticle(article.id))) await it.refresh();
  };
  return (
    <div class="columns">
      <div class="main-column">
        {article && tribe && (
          <article class="article panel" data-item tabIndex={-1} aria-labelledby="title">
            <Byline article={article}>
              <Deeds
                label="More about this article"
                deeds={[
                  article.viewerCanEdit && { words: "Edit", does: to("a", article.id, {}, "edit") },
                  article.viewerCanRemove && { words: "Remove", does: remove },
                  article.viewerCanHide && (found.hidden ? { words: "Show it again", does: unhide } : { words: "Hide", does: hide }),
                  (article.viewerCanHide || article.viewerCanEdit) && { words: "Hidden comments", does: to("a", article.id, {}, "hidden") },
                  viewer() !== "" && !article.viewerCanEdit && { words: "Report", does: report },
                ]}
              />
            </Byline>
            <h1 id="title">{article.title}</h1>
            {found.hidden && (
              <p class="resumed">
                This is hidden: {reasonOf(found.hidden.reason)}. {found.hidden.note}
              </p>
            )}
            {article.media.map((one, at) => (
              <Picture key={one.url} of={one} soon={at === 0} />
            ))}
            <Prose html={article.body} />
            {!article.body && <p>{article.excerpt}</p>}
            <p class="foot" aria-live="polite">
              <Bump of={article} what={article.title} bump={bump} />
              <span data-comments>{many(article.commentCount, "comment")}</span>
              <span data-views>{many(article.viewCount, "view")}</span>
              <Repost article={article} />
              <button class="chip" aria-pressed={article.viewerHasSaved} onClick={() => void save(article)}>
                {article.viewerHasSaved ? "Kept for later" : "Keep for later"}
              </button>
            </p>
          </article>
        )}
        {article && (
          <section aria-label="Comments" class="comments">
            <header class="page-head">
              <h2>Comments</h2>
              <Tabs label="Order of comments" words={COMMENT_ORDERS} chosen={order} href={(word) => to("a", route.of, { comments: word })} />
            </header>
            {unseen > 0 && it.first && !it.busy && (
              <p class="fresh-place">
                <button class="fresh" onClick={() => void it.refresh()}>
                  Show {many(unseen, "new comment")}
                </button>
              </p>
            )}
            <Thread article={article.id} comments={comments} refresh={refresh} open={article.viewerCanComment || !viewer()} />
            <More more={it.more} busy={it.busy} />
          </section>
        )}
        {!it.first && it.busy && <Skeleton rows={2} />}
        {it.failure && <Trouble failure={it.failure} again={it.again} />}
        {it.first && !it.failure && !article && <Lost>This article is not here, or no more.</Lost>}
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
