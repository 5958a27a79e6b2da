// The page: the header, and what the address names.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Article } from "./article";
import { Header, Help } from "./header";
import { Everything, Home } from "./home";
import { Inbox } from "./inbox";
import { helping, listen } from "./keys";
import { Notice } from "./notice";
import { Empty } from "./parts";
import { outdate } from "./reading";
import { here, type Route } from "./route";
import { Search } from "./search";
import { clear } from "./store";
import { Tribe } from "./tribe";
import { User } from "./user";
import { become, viewer } from "./viewer";

const PAGES: Record<string, (props: { route: Route }) => preact.JSX.Element> = {
  "": Home,
  all: Everything,
  tribe: Tribe,
  user: User,
  article: Article,
  inbox: Inbox,
  search: Search,
};

function Page() {
  const [route, go] = useState(here);
  const [me, be] = useState(viewer);
  useEffect(() => {
    const moved = () => {
      places.set(route.visit, scrollY);
      go(here());
    };
    // Where one is already, a link reads anew; a browser would do nothing.
    const stayed = (event: Event) => {
      const link = (event.target as Element).closest("a");
      if (link?.getAttribute("href") !== location.hash) return;
      history.replaceState(null, "");
      go(here());
    };
    addEventListener("popstate", moved);
    addEventListener("click", stayed);
    return () => {
      removeEventListener("popstate", moved);
      removeEventListener("click", stayed);
    };
  }, [route]);
  useEffect(() => {
    // Back is back to the place; elsewhere the page begins at its beginning, for readers too.
    const place = places.get(route.visit);
    scrollTo(0, place ?? 0);
    if (place === undefined && route.visit > 1) document.querySelector("main")?.focus({ preventScroll: true });
  }, [route.visit]);
  const choose = (id: string) => {
    become(id);
    clear();
    outdate();
    be(id);
  };
  const Shown = PAGES[route.page];
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.querySelector("main")?.focus(); }}>
        To the content
      </a>
      <Header route={route} me={me} choose={choose} />
      <main id="main" tabIndex={-1} data-visit={route.visit}>
        {Shown ? <Shown key={`${me} ${route.visit}`} route={route} /> : <Empty>There is no such page.</Empty>}
      </main>
      <footer class="bottom">
        <a href="/graphql">GraphiQL, for queries of your own</a>
        <button class="quiet" onClick={() => helping.set(true)}>
          Keys: press <kbd>?</kbd>
        </button>
      </footer>
      <Notice />
      <Help />
    </>
  );
}

const places = new Map<number, number>();
history.scrollRestoration = "manual";
listen();
render(<Page />, document.body);
