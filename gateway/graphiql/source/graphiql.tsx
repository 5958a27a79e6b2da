import { explorerPlugin } from "@graphiql/plugin-explorer";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

interface Tab {
  query: string;
  variables: string;
  headers: string;
}

/** What the gateway writes into the page. */
interface Given {
  tabs: Tab[];
  headers: string;
}

/** What GraphiQL keeps in the browser. */
interface Kept {
  tabs: { [name in keyof Tab]?: string | null }[];
  activeTabIndex: number;
}

const root = document.getElementById("graphiql")!;
const given: Given = JSON.parse(root.dataset["given"]!);
const address = new URLSearchParams(location.search);

/** The tab that was open last. */
function last(): Tab | undefined {
  const kept: Kept | null = JSON.parse(localStorage.getItem("graphiql:tabState") ?? "null");
  const tab = kept?.tabs[kept.activeTabIndex];
  return tab && { query: tab.query ?? "", variables: tab.variables ?? "", headers: tab.headers ?? given.headers };
}

/** What the address asks for. */
function asked(): Tab | undefined {
  const query = address.get("q");
  return query ? { query, variables: address.get("variables") ?? "", headers: given.headers } : undefined;
}

/** The tabs of a first visit, and the one that is shown now.

SUBTLE: without a query, its variables and its headers GraphiQL takes those that were edited last,
in whatever tab, and opens one more for them each time.
*/
function opened(): { defaultTabs: Tab[] } & Tab | {} {
  const before = last();
  const wanted = asked();
  const tabs = wanted ? [wanted, ...given.tabs] : given.tabs;
  const again = !wanted || (before?.query === wanted.query && [before.variables, ""].includes(wanted.variables));
  const shown = (again && before) || tabs[0];
  return shown ? { defaultTabs: tabs, ...shown } : {};
}

/** Write what is edited into the address, so that it can be passed on. */
function edited(name: string, text: string) {
  if (text) address.set(name, text);
  else address.delete(name);
  history.replaceState(null, "", address.size ? `?${address}` : location.pathname);
}

const fetcher = createGraphiQLFetcher({
  url: "/graphql",
  // What the editor of headers has goes with `connection_init`, too.
  subscriptionUrl: `${location.protocol.replace("http", "ws")}//${location.host}/graphql`,
});
const explorer = explorerPlugin({ showAttribution: false });

createRoot(root).render(
  <StrictMode>
    <GraphiQL
      {...opened()}
      fetcher={fetcher}
      plugins={[explorer]}
      defaultHeaders={given.headers}
      defaultEditorToolsVisibility
      inputValueDeprecation
      isHeadersEditorEnabled
      shouldPersistHeaders
      onEditQuery={(text) => edited("q", text)}
      onEditVariables={(text) => edited("variables", text)}
    />
  </StrictMode>,
);
