// Reposts: into which tribes of theirs the viewer takes an article.
import { useState } from "preact/hooks";
import { repost } from "./changes";
import { RepostsDocument } from "./generated";
import { Opens } from "./menu";
import { Avatar, nameOf, Place, Trouble } from "./parts";
import { nodes, useReading } from "./reading";
import { latest, useStore } from "./store";
import { many } from "./words";
import { adviceOf } from "./session";

/** Each is a visit of its own, below those of pages. */
let openings = 0;

export function Repost({ article }: { article: { id: string; repostCount: number } }) {
  const [asked, ask] = useState(0);
  return (
    <Opens words={article.repostCount ? many(article.repostCount, "repost") : "Repost"} opened={() => ask(++openings)}>
      {asked > 0 && <Choices key={asked} article={article.id} visit={-asked} />}
    </Opens>
  );
}

function Choices({ article, visit }: { article: string; visit: number }) {
  useStore();
  const it = useReading(visit, RepostsDocument, { id: article });
  const there = nodes(it.first?.article?.reposts);
  const mine = new Set(there.filter(({ viewerHasReposted }) => viewerHasReposted).map(({ tribe }) => tribe.id));
  const followed = nodes(it.first?.viewer?.user?.followedTribes);
  const all = [...new Map([...followed, ...there.map(({ tribe }) => tribe)].map((tribe) => [tribe.id, latest(tribe)])).values()];
  const choices = all.filter(({ id }) => id !== it.first?.article?.tribe.id);
  const press = async (tribe: string) => {
    if (await repost(article, tribe, mine.has(tribe))) await it.refresh();
  };
  return (
    <>
      <p>Take it into a tribe that you follow, so that others see it there.</p>
      {it.failure && <Trouble failure={it.failure} again={it.again} />}
      {!it.first && it.busy && <p>One moment…</p>}
      {it.first && !it.first.viewer && <p>{adviceOf()}</p>}
      {it.first?.viewer && !choices.length && <p>You follow no other tribe.</p>}
      <ul class="rows">
        {choices.map((tribe) => (
          <li key={tribe.id}>
            <Avatar name={nameOf(tribe)} square />
            <span class="row-name">
              <Place tribe={tribe} />
            </span>
            <button class={mine.has(tribe.id) ? "follow followed" : "follow"} onClick={() => void press(tribe.id)}>
              {mine.has(tribe.id) ? "Take back" : "Repost"}
              <span class="unseen"> {nameOf(tribe)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
