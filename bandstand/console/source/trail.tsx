// Events on their way, and one of them looked at.

import { useState } from "preact/hooks";
import { ask, number, told } from "./asking";
import type { Followed, Reached } from "./picture";

/** An event that was stamped so long before it was seen came before anybody looked. */
const LOOKED_MS = 15_000;

interface Stored {
  body: string;
  reasons: Record<string, string>;
}

export function Trail({ events, first }: { events: Followed[]; first: string }) {
  const [shown, setShown] = useState<string>();
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
  const after = (ms: number) =>
    stampedMs !== null && ms - stampedMs < LOOKED_MS ? ` after ${((ms - stampedMs) / 1000).toFixed(1)} s` : "";
  const origin = event.log.split("-")[1];
  const late = event.regions.find((one) => one.region === origin)?.storedMs;
  // How late a region was, where what is late may be a link that was cut.
  const lateBy = (ms: number) =>
    after(ms) || (late && ms - late > LOOKED_MS ? ` after ${number.format(Math.round((ms - late) / 1000))} s` : "");
  if (reached.mergedMs !== null) {
    return <td><span class="state well">merged{lateBy(reached.mergedMs)}</span></td>;
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
