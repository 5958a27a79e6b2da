// What made a record what it is.

import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { ask, given, told } from "./asking";

interface Contender {
  result: string;
  stamp: string;
  time: string;
  type: string;
  event: string;
  actor: string;
  log: string;
  sequence: number;
  value: string;
  why: string;
}

interface Place {
  name: string;
  logs_say: string | null;
  view_has: string | null;
  differs: boolean;
  contenders: Contender[];
}

interface Part {
  name: string;
  what: string;
  logs_say: string;
  view_has: string;
  differs: boolean;
  places: Place[];
  more: number;
}

interface Explanation {
  view: string;
  kind: string;
  id: string;
  parts: Part[];
  parked: { log: string; sequence: number; reason: string }[];
  apart: string;
  unseen: Record<string, string>;
}

export function Explain() {
  const [found, setFound] = useState<Explanation[]>([]);
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const explain = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const asked = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
    setBusy(true);
    setTrouble("");
    setFound([]);
    try {
      setFound(await ask<Explanation[]>("explain", asked));
    } catch (error) {
      setTrouble(told(error));
    }
    setBusy(false);
  };
  return (
    <section class="panel" aria-label="Explain a record">
      <h2>Explain a record</h2>
      <form onSubmit={explain}>
        <label>Record <input name="node" required placeholder="kind:id, or a global id" /></label>
        <label>Field <input name="field" placeholder="all" /></label>
        <label>Region <Choice name="region" /></label>
        <button type="submit" disabled={busy}>{busy ? "Reading all logs…" : "Explain"}</button>
      </form>
      {trouble && <p class="trouble">{trouble}</p>}
      {found.map((one) => <Told key={one.view} explanation={one} />)}
    </section>
  );
}

export function Choice({ name }: { name: string }) {
  return <select name={name}>{given.regions.map((one) => <option key={one}>{one}</option>)}</select>;
}

function Told({ explanation }: { explanation: Explanation }) {
  return (
    <div class="explanation">
      <h3>{explanation.kind} {explanation.id} in {explanation.view}</h3>
      {explanation.apart && <p class="state behind">Not at one moment: {explanation.apart}</p>}
      {Object.values(explanation.unseen).map((one) => <p class="state unknown" key={one}>{one}</p>)}
      {explanation.parts.map((part) => <PartTold key={`${part.name} ${part.what}`} part={part} />)}
      {explanation.parked.map((one) => (
        <p class="state wrong" key={one.sequence}>parked and names it: {one.log} {one.sequence}: {one.reason}</p>
      ))}
    </div>
  );
}

function PartTold({ part }: { part: Part }) {
  const rows = part.places.flatMap((place) => place.contenders.map((one) => ({ place, one })));
  return (
    <details open={part.differs}>
      <summary>
        <b>{part.name}</b> <small>{part.what}</small> {part.logs_say}{" "}
        {part.differs
          ? <span class="state wrong">DIFFERS: the view has {part.view_has}</span>
          : <span class="state well">the view has the same</span>}
      </summary>
      {rows.length > 0 && (
        <div class="wide">
          <table>
            <tbody>
              {rows.map(({ place, one }) => (
                <tr key={`${place.name} ${one.event}`}>
                  <td>{part.places.length > 1 && place.name} {one.result}</td>
                  <td>{one.time}</td><td>{one.type}</td><td>{one.actor}</td>
                  <td>{one.log} {one.sequence}</td><td>{one.value}</td><td>{one.why}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {part.more > 0 && <p>and {part.more} more: `bandstand explain`</p>}
    </details>
  );
}
