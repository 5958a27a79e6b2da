// The console's page: what is told is drawn, each time there is a new picture.

import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { given, hear, place } from "./asking";
import { Explain } from "./explain";
import type { Agreement, Picture } from "./picture";
import { Regions } from "./regions";
import { Trail } from "./trail";
import { Write } from "./write";
import { useWriting } from "./writing";
import { Wrong } from "./wrong";

const ORDER = ["DIVERGED", "unknown", "apart", "one", "alone"] as const;

function headline(agreements: Agreement[]): { state: string; text: string } {
  const worst = ORDER.map((state) => agreements.find((one) => one.state === state)).find(Boolean);
  if (!worst) return { state: "unknown", text: "Looking…" };
  const differ = `${worst.differ.length} of ${worst.of} blocks differ`;
  const texts: Record<Agreement["state"], string> = {
    one: "All regions hold the same",
    apart: `Regions are apart: ${differ}`,
    DIVERGED: `DIVERGED: ${differ}, of the same events`,
    unknown: "Unknown whether the regions hold the same",
    alone: "One region is looked at",
  };
  const though = worst.state === "one" && worst.why ? ", though one does not reach another" : "";
  return { state: worst.state, text: texts[worst.state] + though };
}

function Console() {
  const [picture, setPicture] = useState<Picture>();
  const writing = useWriting();
  const [lost, setLost] = useState<Date | null>();
  useEffect(() => {
    hear(
      (told) => {
        setPicture(told);
        setLost(undefined);
      },
      (since) => setLost(since),
    );
  }, []);
  // The first picture is made before all was looked at.
  const looks = picture?.regions.every((one) => one.unknown || one.views.rows.length > 0) ? picture : undefined;
  const told = headline(picture?.agreements ?? []);
  const gone = lost !== undefined;
  const since = lost ? `unknown since ${lost.toISOString().slice(0, 19)}Z` : "unknown";
  return (
    <>
      <header>
        <h1>Bandstand console</h1>
        <p class={`headline ${gone ? "unknown" : told.state}`} role="status" data-state={gone ? "unknown" : told.state}>
          {gone ? `${since}: the console does not answer` : told.text}
        </p>
        {picture && <p class="at">{picture.at.replace("T", " ")}</p>}
      </header>
      <main class={gone ? "old" : ""}>
        {picture && <Regions picture={picture} writing={writing} />}
        {given.token && <Write writing={writing} />}
        {looks && <Trail events={looks.trail} first={given.regions[0] ?? ""} />}
        {picture && <Wrong picture={picture} />}
        <Explain />
      </main>
    </>
  );
}

render(<Console />, place);
