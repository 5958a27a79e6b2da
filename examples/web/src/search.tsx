// Search: articles, tribes and users, by words.
import type { ComponentChildren } from "preact";
import { followTribe } from "./changes";
import { Card } from "./feed";
import { SearchDocument, type SearchQuery, type SearchType } from "./generated";
import { Avatar, Empty, Face, Follow, More, nameOf, Person, Place, Skeleton, Tabs, Trouble, useTitle } from "./parts";
import { nodes, useReading } from "./reading";
import { choice, go, type Route, to } from "./route";
import { latest, useStore } from "./store";
import { many } from "./words";

const TYPES = [
  ["", "All"],
  ["ARTICLE", "Articles"],
  ["TRIBE", "Tribes"],
  ["USER", "People"],
] as const satisfies readonly (readonly [SearchType | "", string])[];

type Found = NonNullable<SearchQuery["search"]>["edges"][number]["node"];

/** The box of the header; where there is no room for it, the way to the page that has it. */
export function SearchBox({ route }: { route: Route }) {
  return (
    <>
      <a class="search-link" href={to("search")} aria-label="Search" aria-current={route.page === "search" ? "page" : undefined}>
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <path d="M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13Zm5-1.5L20 20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
        </svg>
      </a>
      {route.page !== "search" && <Words id="search" words="" type="" label="Search articles, tribes and people" />}
    </>
  );
}

function Words({ id, words, type, label, focus = false }: { id: string; words: string; type: string; label: string; focus?: boolean }) {
  return (
    <form
      class="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const box = event.currentTarget.elements.namedItem("q") as HTMLInputElement;
        if (box.value.trim()) go(to("search", "", { q: box.value.trim(), type }));
      }}
    >
      <input key={words} id={id} name="q" type="search" maxLength={200} defaultValue={words} placeholder="Search" aria-label={label} autocomplete="off" ref={(box) => { if (focus && !words) box?.focus(); }} />
    </form>
  );
}

export function Search({ route }: { route: Route }) {
  const words = route.query.get("q")?.trim() ?? "";
  useTitle(words ? `“${words}”` : "Search");
  const type = choice(route, "type", ["", "ARTICLE", "TRIBE", "USER"]);
  return (
    <div class="columns">
      <div class="main-column">
        <header class="page-head">
          <h1>{words ? `“${words}”` : "Search"}</h1>
        </header>
        <Words id="search" words={words} type={type} label="Search articles, tribes and people" focus />
        <header class="page-head">
          {words && <Tabs label="What" words={TYPES} chosen={type} href={(word) => to("search", "", { q: words, type: word })} />}
        </header>
        {words ? <Results words={words} type={type || null} visit={route.visit} /> : <Empty>Which words? The last may be the beginning of one.</Empty>}
      </div>
    </div>
  );
}

function Results({ words, type, visit }: { words: string; type: SearchType | null; visit: number }) {
  useStore();
  const it = useReading(visit, SearchDocument, { query: words, type }, (answer) => answer.search);
  const found = it.answers.flatMap(({ search }) => nodes(search));
  return (
    <>
      <ol class="feed">
        {found.map((one) => (
          <li key={one.id}>
            <Hit of={one} />
          </li>
        ))}
      </ol>
      <More more={it.more} busy={it.busy} />
      {!it.first && it.busy && <Skeleton />}
      {it.failure && <Trouble failure={it.failure} again={it.again} />}
      {it.first?.search && !found.length && <Empty>Nothing has all these words.</Empty>}
    </>
  );
}

function Hit({ of }: { of: Found }) {
  if (of.__typename === "Article") return <Card article={latest(of)} />;
  if (of.__typename === "Tribe") {
    const tribe = latest(of);
    return (
      <Row name={nameOf(tribe)} face={<Avatar name={nameOf(tribe)} square />} facts={many(tribe.followerCount, "follower")} of={<Place tribe={tribe} />}>
        <Follow of={tribe} name={nameOf(tribe)} follow={() => followTribe(tribe)} />
      </Row>
    );
  }
  if (of.__typename === "User") return <Row name={nameOf(latest(of))} face={<Face of={of} />} facts={of.handle ? `@${of.handle}` : ""} of={<Person user={of} />} />;
  return null;
}

export function Row(props: { name: string; face: ComponentChildren; facts: ComponentChildren; of: ComponentChildren; children?: ComponentChildren }) {
  return (
    <article class="hit panel" data-item tabIndex={-1} aria-label={props.name}>
      {props.face}
      <span class="row-name">
        {props.of}
        <small>{props.facts}</small>
      </span>
      {props.children}
    </article>
  );
}
