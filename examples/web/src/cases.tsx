// Cases: what was reported in a tribe, and what comes of it; and who may decide that.
import { useState } from "preact/hooks";
import { ask } from "./client";
import { sure, why } from "./dialogs";
import { type CaseQueue, type CaseShownFragment, CasesPageDocument, type CasesPageQuery, HiddenPageDocument, NamedDocument, type PersonFragment, type TribeRole } from "./generated";
import { myself } from "./me";
import { dismissArticle, dismissComment, giveRole, hideArticle, hideComment, reasonOf, takeRole, unhideArticle, unhideComment } from "./moderation";
import { say } from "./notice";
import { Empty, Face, Lost, More, nameOf, Person, Place, Prose, Skeleton, Tabs, Time, Trouble, useTitle } from "./parts";
import { nodes, useReading } from "./reading";
import { choice, type Route, to } from "./route";
import { latest, useStore } from "./store";
import { many } from "./words";

const QUEUES = [
  ["LATEST", "Latest"],
  ["MOST_REPORTED", "Most reported"],
  ["DECIDED", "Decided"],
] as const satisfies readonly (readonly [CaseQueue, string])[];

type Moderated = NonNullable<CasesPageQuery["tribe"]>;

export function Cases({ route }: { route: Route }) {
  useStore();
  const queue = choice(route, "queue", ["LATEST", "MOST_REPORTED", "DECIDED"]);
  const it = useReading(route.visit, CasesPageDocument, { slug: route.of, queue }, (answer) => answer.tribe?.cases);
  const tribe = it.first?.tribe;
  useTitle(tribe ? `Moderation of ${nameOf(tribe)}` : "Moderation");
  const cases = it.answers.flatMap((answer) => nodes(answer.tribe?.cases));
  const may = tribe?.viewerCanModerate;
  return (
    <div class="columns">
      <div class="main-column">
        <header class="page-head">
          <h1>Moderation{tribe && <> of <Place tribe={tribe} /></>}</h1>
          {may && <Tabs label="Which cases" words={QUEUES} chosen={queue} href={(word) => to("t", route.of, { queue: word }, "moderation")} />}
        </header>
        <ol class="feed">
          {cases.map((one) => (
            <li key={one.id}>
              <Case of={one} refresh={it.refresh} />
            </li>
          ))}
        </ol>
        <More more={it.more} busy={it.busy} />
        {!it.first && it.busy && <Skeleton />}
        {it.failure && (!tribe || may) && <Trouble failure={it.failure} again={it.again} />}
        {may && tribe.cases && !cases.length && <Empty>{queue === "DECIDED" ? "Nothing has been decided yet." : "Nothing is reported. All is well."}</Empty>}
        {tribe && !may && <Lost>Those who own or moderate the tribe see what was reported in it.</Lost>}
        {it.first && !it.failure && !tribe && <Lost>There is no tribe called “{route.of}”.</Lost>}
      </div>
      <aside class="side-column" aria-label="Who moderates">
        {tribe && may && <Roles of={tribe} refresh={it.refresh} />}
      </aside>
    </div>
  );
}

function Case({ of, refresh }: { of: CaseShownFragment; refresh: () => Promise<void> }) {
  const { article, comment, decision, decidedBy, decidedAt } = of;
  const what = article ? "article" : "comment";
  const about = article ?? comment;
  if (!about) return null;
  const on = article ?? comment?.article;
  const after = async (done: boolean) => {
    if (done) await refresh();
  };
  const hide = async () => {
    const given = await why(`Hide this ${what}`, "Its author is told why, and sees it still.", "Hide");
    if (given) await after(await (article ? hideArticle(about.id, given) : hideComment(about.id, given)));
  };
  const dismiss = async () => {
    const agreed = await sure(`Keep this ${what}?`, "What was reported needs nothing more. If it is reported again, it comes back here.", "Keep it");
    if (agreed) await after(await (article ? dismissArticle(about.id) : dismissComment(about.id)));
  };
  const unhide = async () => after(await (article ? unhideArticle(about.id) : unhideComment(about.id)));
  const label = `${article ? "Article" : "Comment"} by ${nameOf(latest(about.author))}`;
  return (
    <article class="case panel" data-item tabIndex={-1} aria-label={label}>
      <p class="byline">
        <Face of={about.author} />
        <span>
          {article ? "Article" : "Comment"} by <Person user={about.author} />
        </span>
      </p>
      {on && (
        <h2>
          <a data-open href={to("a", on.id)}>
            {on.title}
          </a>
        </h2>
      )}
      {article ? article.excerpt && <p>{article.excerpt}</p> : <Prose html={comment?.body ?? ""} />}
      {of.reportCount > 0 && <Reports of={of} />}
      {decision && decidedAt && (
        <p class="resumed">
          {{ HIDDEN: "Hidden", UNHIDDEN: "Shown again", DISMISSED: "Kept" }[decision.kind]}
          {decidedBy && <> by <Person user={decidedBy} /></>}, <Time at={decidedAt} />
          {decision.reason && `: ${reasonOf(decision.reason).toLowerCase()}`}. {decision.note}
        </p>
      )}
      {about.viewerCanHide && (
        <p class="foot">
          {decision?.kind === "HIDDEN" ? <button onClick={() => void unhide()}>Show it again</button> : <button onClick={() => void hide()}>Hide</button>}
          {!decision && of.reportCount > 0 && <button onClick={() => void dismiss()}>Keep it</button>}
        </p>
      )}
    </article>
  );
}

function Reports({ of }: { of: CaseShownFragment }) {
  const shown = nodes(of.reports);
  return (
    <div class="reports">
      <h3>{many(of.reportCount, "report")}</h3>
      <ul>
        {shown.map(({ at, note, reason, reporter }) => (
          <li key={reporter.id}>
            <strong>{reasonOf(reason)}</strong>
            {note && <> · “{note}”</>}
            <small>
              <Person user={reporter} />
              <span class="whole">
                <span aria-hidden="true"> · </span>
                <Time at={at} />
              </span>
            </small>
          </li>
        ))}
      </ul>
      {of.reportCount > shown.length && <p class="quiet-words">and {many(of.reportCount - shown.length, "other")}</p>}
    </div>
  );
}

const ROLES = [
  ["OWNER", "Owners", "They describe the tribe, give and take roles, and moderate."],
  ["MODERATOR", "Moderators", "They decide on what is reported, and hide what does not belong."],
] as const satisfies readonly (readonly [TribeRole, string, string])[];

function Roles({ of: tribe, refresh }: { of: Moderated; refresh: () => Promise<void> }) {
  const me = myself.get();
  const owners = nodes(tribe.owners);
  const take = async (user: PersonFragment, role: TribeRole) => {
    const own = user.id === me;
    const name = own ? "your" : `${nameOf(user)}'s`;
    const last = own && role === "OWNER" && owners.length === 1;
    const words = last ? "Nobody owns the tribe then but the administrators." : "It can be given again.";
    if ((await sure(`Take ${name} role?`, words, own ? "Give it up" : "Take it")) && (await takeRole(tribe.id, user.id, role))) await refresh();
  };
  return (
    <>
      {ROLES.map(([role, title, does]) => {
        const having = role === "OWNER" ? owners : nodes(tribe.moderators);
        return (
          <section class="panel" key={role} aria-label={title}>
            <h2>{title}</h2>
            <p class="quiet-words">{does}</p>
            <ul class="rows">
              {having.map((user) => (
                <li key={user.id}>
                  <Face of={user} />
                  <span class="row-name">
                    <Person user={user} />
                  </span>
                  {(user.id === me || (tribe.viewerCanEdit && (role !== "OWNER" || owners.length > 1))) && (
                    <button class="quiet" aria-label={user.id === me ? "Give up your role" : `Take the role of ${nameOf(latest(user))}`} onClick={() => void take(user, role)}>
                      {user.id === me ? "Give up" : "Take"}
                    </button>
                  )}
                </li>
              ))}
            </ul>
            {!having.length && <p class="quiet-words">Nobody.</p>}
          </section>
        );
      })}
      {tribe.viewerCanEdit && <Give tribe={tribe.id} refresh={refresh} />}
    </>
  );
}

function Give({ tribe, refresh }: { tribe: string; refresh: () => Promise<void> }) {
  const [busy, work] = useState(false);
  const give = async (form: HTMLFormElement) => {
    const data = new FormData(form);
    const handle = String(data.get("handle")).trim().replace(/^@/, "");
    work(true);
    try {
      const { user } = await ask(NamedDocument, { handle });
      if (!user) say(`There is nobody called “${handle}”.`);
      else if (await giveRole(tribe, user.id, data.get("role") as TribeRole)) {
        form.reset();
        await refresh();
      }
    } catch (failure) {
      say((failure as Error).message);
    }
    work(false);
  };
  return (
    <section class="panel">
      <h2>Give a role</h2>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void give(event.currentTarget);
        }}
      >
        <label class="field">
          <span>Whom, by their handle</span>
          <input name="handle" required maxLength={128} autocomplete="off" placeholder="@pat" />
        </label>
        <label class="field">
          <span>Role</span>
          <select name="role">
            <option value="MODERATOR">Moderator</option>
            <option value="OWNER">Owner</option>
          </select>
        </label>
        <button class="primary" disabled={busy}>
          Give it
        </button>
      </form>
    </section>
  );
}

/** The comments of an article that are hidden, for who may show them again. */
export function HiddenComments({ route }: { route: Route }) {
  useStore();
  const it = useReading(route.visit, HiddenPageDocument, { id: route.of }, (answer) => answer.article?.hiddenComments);
  const article = it.first?.article;
  useTitle("Hidden comments");
  const hidden = it.answers.flatMap((answer) => nodes(answer.article?.hiddenComments));
  return (
    <div class="narrow">
      <header class="page-head">
        <h1>Hidden comments{article && <> on <a href={to("a", article.id)}>{article.title}</a></>}</h1>
      </header>
      <ol class="feed">
        {hidden.map((one) => {
          const reason = one.hidden ?? one.hiddenByAuthor;
          return (
            <li key={one.id}>
              <article class="case panel" data-item tabIndex={-1} aria-label={`Comment by ${nameOf(latest(one.author))}`}>
                <p class="byline">
                  <Face of={one.author} />
                  <span>
                    <Person user={one.author} />, <Time at={one.postedAt} />
                  </span>
                </p>
                <Prose html={one.body} />
                {reason && (
                  <p class="resumed">
                    Hidden by {one.hiddenBy ? <Person user={one.hiddenBy} /> : "the author of the article"}: {reasonOf(reason.reason).toLowerCase()}. {reason.note}
                  </p>
                )}
                {one.viewerCanHide && (
                  <p class="foot">
                    <button onClick={() => void unhideComment(one.id).then((done) => (done ? it.refresh() : undefined))}>Show it again</button>
                  </p>
                )}
              </article>
            </li>
          );
        })}
      </ol>
      <More more={it.more} busy={it.busy} />
      {!it.first && it.busy && <Skeleton rows={2} />}
      {it.failure && (it.failure.code === "FORBIDDEN" || it.failure.code === "UNAUTHENTICATED" ? <Lost>Who wrote the article, and who moderates its tribe, see what is hidden on it.</Lost> : <Trouble failure={it.failure} again={it.again} />)}
      {article?.hiddenComments && !hidden.length && <Empty>No comment is hidden here.</Empty>}
      {it.first && !it.failure && !article && <Lost>This article is not here, or no more.</Lost>}
    </div>
  );
}
