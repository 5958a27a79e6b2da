// Events on their way, and one of them looked at.

import { useState } from "preact/hooks";
import { ask, number, told } from "./asking";
import type { Followed, Reached } from "./picture";

/** What was there when one began to look: nobody saw when it came. */
const before = new Set<string>();
let looked = false;
const LATE_MS = 5_000;

interface Stored {
  body: string;
  reasons: Record<string, string>;
}

export function Trail({ events, first }: { events: Followed[]; first: string }) {
  const [shown, setShown] = useState<string>();
  if (!looked) for (const one of events) before.add(`${one.log} ${one.sequence}`);
  looked = true;
  if (!events.length) {
    return (
      <section class="panel" aria-label="Events on their way">
        <h2>Events on their way</h2>
        <p>None was seen yet.</p>
      </section>
    );
  }
  return (
    <section class="panel" aria-label="Events on their way">
      <h2>Events on their way</h2>
      <p class="hint">
        From the mutation that a gateway took to the views of every region. Times are those at which the console
        saw it, once a second.
      </p>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th>event</th>
              {events[0]?.regions.map((one) => <th key={one.region}>in {one.region}</th>)}
              <th>actor</th><th>log, sequence</th>
              <th><span class="hidden">bytes</span></th>
            </tr>
          </thead>
          <tbody>
            {events.slice(0, 12).map((one) => {
              const key = `${one.log} ${one.sequence}`;
              return (
                <tr key={key} data-event={one.id}>
                  <td>{one.type} <small>{one.id}</small></td>
                  {one.regions.map((reached) => <Cell key={reached.region} event={one} reached={reached} />)}
                  <td>{one.actor}</td>
                  <td>{one.log} {number.format(one.sequence)}</td>
                  <td>
                    <button type="button" class="small" onClick={() => setShown(shown === key ? undefined : key)}>
                      {shown === key ? "Hide" : "Show"}
                    </button>
                    {shown === key && <Bytes log={one.log} sequence={one.sequence} region={first} />}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Cell({ event, reached }: { event: Followed; reached: Reached }) {
  const { stampedMs } = event;
  const seen = !before.has(`${event.log} ${event.sequence}`) && stampedMs !== null;
  const after = (ms: number) => {
    const passed = seen ? ms - stampedMs : 0;
    const digits = passed > LATE_MS ? 0 : 1;
    return passed > 0 ? ` after ${(passed / 1000).toFixed(digits)} s` : "";
  };
  if (reached.mergedMs !== null) {
    return <td><span class="state well">merged{after(reached.mergedMs)}</span></td>;
  }
  if (reached.unknown) return <td><span class="state unknown">{reached.unknown}</span></td>;
  return <td><span class="state behind">{reached.storedMs === null ? "not there yet" : "stored"}</span></td>;
}

export function Bytes({ log, sequence, region }: { log: string; sequence: number; region: string }) {
  const [found, setFound] = useState<Stored>();
  const [trouble, setTrouble] = useState("");
  useState(() => {
    ask<Stored>("event", { region, log, sequence: `${sequence}` }).then(setFound, (error) => setTrouble(told(error)));
  });
  if (trouble) return <p class="trouble">{trouble}</p>;
  if (!found) return <p>Reading…</p>;
  return (
    <div class="bytes">
      {Object.entries(found.reasons).map(([view, why]) => (
        <p class="state wrong" key={view}>parked in {view}: {why}</p>
      ))}
      <pre>{found.body}</pre>
    </div>
  );
}
