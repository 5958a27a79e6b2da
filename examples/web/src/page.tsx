// The page: the header, and what the address names.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Article } from "./article";
import { Board } from "./board";
import { Cases, HiddenComments } from "./cases";
import { introduce } from "./changes";
import { Outage } from "./connection";
import { Dialogs } from "./dialogs";
import { Header, Help } from "./header";
import { Everything, Home, Saved } from "./home";
import { Inbox } from "./inbox";
import { helping, listen } from "./keys";
import { People, Tribes } from "./lists";
import { Notice } from "./notice";
import { Lost } from "./parts";
import { outdate } from "./reading";
import { follow, here, type Route } from "./route";
import { Search } from "./search";
import { clear } from "./store";
import { Tribe } from "./tribe";
import { User } from "./user";
import { start } from "./session";
import { useSignal } from "./signal";
import { idOf, who } from "./viewer";
import { Edit, Write } from "./write/article";
import { Profile } from "./write/profile";
import { Describe, Found } from "./write/tribe";

type Shown = (props: { route: Route }) => preact.JSX.Element;

/** By the steps of an address, with `*` for what a page is of. */
const PAGES: Record<string, Shown> = {
  "": Home,
  all: Everything,
  tribes: Tribes,
  "tribes/new": Found,
  people: People,
  inbox: Inbox,
  saved: Saved,
  search: Search,
  write: Write,
  me: Profile,
  "a/*": Article,
  "a/*/edit": Edit,
  "a/*/hidden": HiddenComments,
  "t/*": Tribe,
  "t/*/leaderboard": Board,
  "t/*/moderation": Cases,
  "t/*/edit": Describe,
  "u/*": User,
};

function shownAt({ page, of, part }: Route): Shown | undefined {
  if (!of) return PAGES[page];
  return PAGES[[page, of, part].filter(Boolean).join("/")] ?? PAGES[[page, "*", part].filter(Boolean).join("/")];
}

function Page() {
  const [route, show] = useState(here);
  const me = useSignal(who);
  useEffect(() => {
    const moved = () => {
      places.set(route.visit, scrollY);
      show(here());
    };
    addEventListener("popstate", moved);
    addEventListener("click", follow);
    return () => {
      removeEventListener("popstate", moved);
      removeEventListener("click", follow);
    };
  }, [route]);
  useEffect(() => {
    // Back is back to the place; elsewhere the page begins at its beginning, for readers too.
    const place = places.get(route.visit);
    scrollTo(0, place ?? 0);
    if (place === undefined && route.visit > 1) document.querySelector("main")?.focus({ preventScroll: true });
  }, [route.visit]);
  const Shown = shownAt(route);
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.querySelector("main")?.focus(); }}>
        To the content
      </a>
      <Header route={route} me={me} />
      <Outage />
      <main id="main" tabIndex={-1} data-visit={route.visit}>
        {Shown ? <Shown key={`${me} ${route.visit}`} route={route} /> : <Lost>There is no such page.</Lost>}
      </main>
      <footer class="bottom">
        <a href="/graphql">GraphiQL, for queries of your own</a>
        <button class="quiet" onClick={() => helping.set(true)}>
          Keys: press <kbd>?</kbd>
        </button>
      </footer>
      <Notice />
      <Help />
      <Dialogs />
    </>
  );
}

const places = new Map<number, number>();
history.scrollRestoration = "manual";
listen();
who.watch(() => {
  clear();
  outdate();
});
const stranger = await start();
render(<Page />, document.body);
if (stranger) void introduce(stranger.name, idOf(stranger.handle));
