// A leaderboard: whose articles in a tribe were bumped most, of all time or of today, this week, this month.
import { BoardDocument, type RanksFragment, type Window } from "./generated";
import { Empty, Face, More, nameOf, Person, Place, Skeleton, Tabs, Trouble, useTitle } from "./parts";
import { useReading } from "./reading";
import { choice, type Route, to } from "./route";
import { useStore } from "./store";
import { many } from "./words";

export const WINDOWS = [
  ["ALL", "All time"],
  ["DAY", "Today"],
  ["WEEK", "Week"],
  ["MONTH", "Month"],
] as const satisfies readonly (readonly [Window, string])[];

/** The articles of which time a board is of. */
export function windowOf(route: Route): Window {
  return choice(route, "window", ["ALL", "DAY", "WEEK", "MONTH"]);
}

export function Board({ route }: { route: Route }) {
  useStore();
  const window = windowOf(route);
  const it = useReading(route.visit, BoardDocument, { slug: route.of, window }, (answer) => answer.tribe?.leaderboard);
  const tribe = it.first?.tribe;
  useTitle(tribe ? `Leaderboard of ${nameOf(tribe)}` : undefined);
  const ranks = it.answers.flatMap((answer) => answer.tribe?.leaderboard?.edges ?? []);
  return (
    <div class="narrow">
      <header class="page-head">
        <h1>Leaderboard{tribe && <> of <Place tribe={tribe} /></>}</h1>
        <Tabs label="Articles of which time" words={WINDOWS} chosen={window} href={(word) => to("t", route.of, { window: word }, "leaderboard")} />
      </header>
      {ranks.length > 0 && (
        <div class="panel">
          <Ranks ranks={ranks} />
          <Standing standing={tribe?.viewerStanding} shown={ranks.length} />
        </div>
      )}
      <More more={it.more} busy={it.busy} />
      {!it.first && it.busy && <Skeleton rows={6} />}
      {it.failure && <Trouble failure={it.failure} again={it.again} />}
      {tribe?.leaderboard && !ranks.length && <Empty>Nobody was bumped in this time.</Empty>}
      {it.first && !it.failure && !tribe && <Empty>There is no tribe called “{route.of}”.</Empty>}
    </div>
  );
}

export function Ranks({ ranks }: { ranks: RanksFragment["edges"] }) {
  return (
    <ol class="rows">
      {ranks.map(({ node, score }, at) => (
        <li key={node.id}>
          <span class="rank">{at + 1}</span>
          <Face of={node} />
          <span class="row-name">
            <Person user={node} />
            <small>{many(score, "bump")}</small>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Where the viewer is, when they are below what is shown. */
export function Standing({ standing, shown }: { standing: { place: number; score: number } | null | undefined; shown: number }) {
  if (!standing || standing.place <= shown) return null;
  return (
    <p class="quiet-words standing">
      You are number {standing.place}, with {many(standing.score, "bump")}.
    </p>
  );
}
