// What is wrong, and what is parked, with reasons.

import { useState } from "preact/hooks";
import type { Picture, Reason } from "./picture";
import { kind } from "./regions";
import { Bytes } from "./trail";

export function Wrong({ picture }: { picture: Picture }) {
  const parked = picture.regions.some((one) => one.views.parked.length || one.views.failed.length);
  return (
    <section class="panel" aria-label="What is wrong, and what is parked">
      <h2>What is wrong, and what is parked</h2>
      {picture.agreements
        .filter((one) => one.why)
        .map((one) => (
          <p key={one.view}><b>{one.view}</b> <span class={`state ${one.state}`}>{one.why}</span></p>
        ))}
      {picture.wrong.map((one) => (
        <p key={`${one.region} ${one.what}`}>
          <b>{one.region}</b> <span class={`state ${kind(one.what)}`}>{one.what}</span>
        </p>
      ))}
      {picture.regions.map(({ region, views }) => (
        <div key={region}>
          {views.parked.map((one) => <Parked key={one.where.join(" ")} region={region} reason={one} />)}
          {views.parkedMore > 0 && <p>and {views.parkedMore} more: `bandstand parked list`</p>}
          {views.failed.map((one) => (
            <p key={one.where.join(" ")}>
              <b>{region}</b> {one.where.join(" ")} stands nowhere: <span class="state wrong">{one.why}</span>
            </p>
          ))}
          {views.failedMore > 0 && <p>and {views.failedMore} more records</p>}
        </div>
      ))}
      {!picture.wrong.length && !parked && <p>Nothing that is seen is wrong, and nothing is parked.</p>}
    </section>
  );
}

function Parked({ region, reason }: { region: string; reason: Reason }) {
  const [shown, setShown] = useState(false);
  const [log, sequence] = reason.where;
  return (
    <div>
      <p>
        <b>{region}</b> {reason.view}: {log} {sequence} is parked: <span class="state wrong">{reason.why}</span>{" "}
        <button type="button" class="small" onClick={() => setShown(!shown)}>{shown ? "Hide" : "Show"}</button>
      </p>
      {shown && <Bytes region={region} log={`${log}`} sequence={Number(sequence)} />}
    </div>
  );
}
