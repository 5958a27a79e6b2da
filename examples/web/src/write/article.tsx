// Write an article, and write it anew.
import { EditArticleDocument, EditPageDocument, type EditPageQuery, PublishDocument, WritePageDocument, type WritePageQuery } from "../generated";
import { say } from "../notice";
import { Empty, nameOf, Skeleton, Trouble, useTitle } from "../parts";
import { nodes, outdate, useReading } from "../reading";
import { go, type Route, to } from "../route";
import { send } from "../sending";
import { Field, Form, useWriting, type Writing } from "./form";
import { fieldsOf, Pictures, picturesOf } from "./pictures";
import { htmlOf, isText, textOf } from "./text";
import { adviceOf } from "../session";

const KINDS = [
  ["ARTICLE", "Words"],
  ["IMAGE", "Pictures"],
  ["VIDEO", "A film"],
] as const;

const MARKS = (
  <>
    An empty line begins a paragraph. <code>## </code>is a heading, <code>- </code>a list, <code>**strong**</code>, <code>[words](https://…)</code> a link.
  </>
);

export function Write({ route }: { route: Route }) {
  useTitle("Write");
  const it = useReading(route.visit, WritePageDocument, {});
  return (
    <div class="narrow">
      <h1>Write an article</h1>
      {it.first?.viewer && <New route={route} choices={it.first} />}
      {it.first && !it.first.viewer && <Empty>{adviceOf()}</Empty>}
      {!it.first && it.busy && <Skeleton rows={2} />}
      {it.failure && <Trouble failure={it.failure} again={it.again} />}
    </div>
  );
}

function New({ route, choices }: { route: Route; choices: WritePageQuery }) {
  const followed = nodes(choices.viewer?.user?.followedTribes);
  const known = new Set(followed.map(({ id }) => id));
  const others = nodes(choices.tribes).filter(({ id }) => !known.has(id));
  const asked = [...followed, ...others].find(({ slug }) => slug === route.query.get("tribe"));
  const initial = { tribeId: asked?.id ?? "", kind: "ARTICLE", title: "", excerpt: "", body: "" };
  const writing = useWriting(
    "article",
    initial,
    ({ tribeId = "", kind, title = "", excerpt = "", body = "", ...rest }, idempotencyKey) => {
      if (!tribeId) return Promise.resolve({ done: false, payload: null, wrong: [{ field: "tribeId", path: null, message: "Choose a tribe.", code: "INVALID" }] });
      const input = { tribeId, kind: kind as "ARTICLE", title: title.trim(), excerpt: excerpt.trim(), body: htmlOf(body), media: picturesOf(rest), idempotencyKey };
      return send(PublishDocument, { input });
    },
    (payload) => {
      outdate();
      say("It is published.");
      go(payload?.article ? to("a", payload.article.id) : to("all"));
    },
  );
  const wrong = writing.wrong("tribeId");
  return (
    <Form of={writing} button="Publish">
      <div class="field">
        <label for="tribe">Tribe</label>
        <select id="tribe" value={writing.values["tribeId"]} aria-invalid={wrong ? true : undefined} aria-describedby={wrong ? "tribe-wrong" : undefined} onChange={(event) => writing.set({ tribeId: event.currentTarget.value })}>
          <option value="">Choose one</option>
          {followed.length > 0 && <optgroup label="You follow">{followed.map((tribe) => <option key={tribe.id} value={tribe.id}>{nameOf(tribe)}</option>)}</optgroup>}
          <optgroup label="Others">{others.map((tribe) => <option key={tribe.id} value={tribe.id}>{nameOf(tribe)}</option>)}</optgroup>
        </select>
        {wrong && (
          <p class="fault" id="tribe-wrong">
            {wrong}
          </p>
        )}
      </div>
      <fieldset class="choices row">
        <legend>It is mainly</legend>
        {KINDS.map(([kind, words]) => (
          <label key={kind}>
            <input type="radio" name="kind" value={kind} checked={writing.values["kind"] === kind} onChange={() => writing.set({ kind })} />
            {words}
          </label>
        ))}
      </fieldset>
      <Words of={writing} bodyHint={MARKS} />
    </Form>
  );
}

function Words({ of, bodyHint }: { of: Writing; bodyHint: preact.ComponentChildren }) {
  return (
    <>
      <Field of={of} name="title" label="Title" most={300} />
      <Field of={of} name="excerpt" label="In short" most={1_000} rows={2} optional hint="What lists show below the title." />
      <Field of={of} name="body" label="Text" most={50_000} rows={12} optional hint={bodyHint} />
      <Pictures of={of} />
    </>
  );
}

export function Edit({ route }: { route: Route }) {
  useTitle("Edit");
  const it = useReading(route.visit, EditPageDocument, { id: route.of });
  const article = it.first?.article;
  return (
    <div class="narrow">
      <h1>Edit your article</h1>
      {article?.viewerCanEdit && <Anew key={article.id} article={article} />}
      {it.first && !it.failure && !article && <Empty>This article is not here, or no more.</Empty>}
      {article && !article.viewerCanEdit && <Empty>Only who wrote it changes it.</Empty>}
      {!it.first && it.busy && <Skeleton rows={2} />}
      {it.failure && <Trouble failure={it.failure} again={it.again} />}
    </div>
  );
}

function Anew({ article }: { article: NonNullable<EditPageQuery["article"]> }) {
  // What the box cannot say must not be lost: then it is edited as it is.
  const asText = isText(article.body);
  const { title, excerpt, media } = article;
  const initial = { title, excerpt, body: asText ? textOf(article.body) : article.body, ...fieldsOf(media) };
  const writing = useWriting(
    `article ${article.id}`,
    initial,
    ({ title = "", excerpt = "", body = "", ...rest }, idempotencyKey) =>
      send(EditArticleDocument, {
        input: { articleId: article.id, title: title.trim(), excerpt: excerpt.trim(), body: asText ? htmlOf(body) : body, media: picturesOf(rest), idempotencyKey },
      }),
    () => {
      outdate();
      say("It is saved.");
      go(to("a", article.id));
    },
  );
  return (
    <Form of={writing} button="Save" cancel={to("a", article.id)}>
      <Words of={writing} bodyHint={asText ? MARKS : "This text is HTML."} />
    </Form>
  );
}
