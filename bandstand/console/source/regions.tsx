// The regions side by side, each as its events flow: gateways, logs, projectors, views; and between
// them the links.

import { Fragment } from "preact";
import { useState } from "preact/hooks";
import { change, counted, given, number, told } from "./asking";
import { Grid } from "./blocks";
import type { Link, Picture, Region, Row } from "./picture";
import type { Writing } from "./writing";

export function kind(state: string): string {
  if (state.startsWith("unknown")) return "unknown";
  return state === "current" ? "well" : state.startsWith("behind") ? "behind" : "wrong";
}

interface Props {
  picture: Picture;
  writing: Writing;
}

export function Regions({ picture, writing }: Props) {
  return (
    <section class="regions" aria-label="Regions">
      {picture.regions.map((region) => {
        const link = picture.links.find((one) => one.regions[1] === region.region);
        return (
          <Fragment key={region.region}>
            {link && <Between link={link} />}
            <Card region={region} picture={picture} writing={writing} />
          </Fragment>
        );
      })}
    </section>
  );
}

function Between({ link }: { link: Link }) {
  const [wanted, setWanted] = useState("");
  const [trouble, setTrouble] = useState("");
  const up = link.passage === "up";
  const busy = wanted !== "" && wanted !== link.passage;
  const next = up ? "down" : "up";
  const let_ = async () => {
    setWanted(next);
    setTrouble("");
    try {
      await change("link", { name: link.name, passage: next });
    } catch (error) {
      setWanted("");
      setTrouble(told(error));
    }
  };
  return (
    <div class={`between ${up ? "up" : "cut"}`} data-link={link.name} data-passage={link.passage}>
      <span class="wire" aria-hidden="true" />
      <p>
        Link {link.regions.join(" – ")} is <b>{up ? "up" : link.passage === "down" ? "cut" : link.passage}</b>
      </p>
      {given.token && (
        <button type="button" disabled={busy} onClick={let_}>
          {up ? "Cut the link" : "Heal the link"}
        </button>
      )}
      {trouble && <p class="trouble">{trouble}</p>}
      <span class="wire" aria-hidden="true" />
    </div>
  );
}

function Card({ region, picture, writing }: Props & { region: Region }) {
  const answer = writing.answers[region.region];
  const views = Object.entries(region.blocks);
  return (
    <article class={region.unknown ? "card old" : "card"} data-region={region.region}>
      <div class="title">
        <h2>{region.region}</h2>
        {answer && <span class={`state ${answer.state}`}>{answer.short}</span>}
        {given.token && (
          <button type="button" class="small" onClick={() => writing.write(region.region)}>Write here</button>
        )}
      </div>
      {region.unknown && <p class="state unknown">{region.unknown}</p>}
      {region.log.peers.map(
        (peer) => peer.unknown && <p class="state unknown" key={peer.region}>{peer.unknown}</p>,
      )}
      {views.map(([view, blocks]) => (
        <Grid
          key={view}
          view={view}
          blocks={blocks}
          agreement={picture.agreements.find((one) => one.view === view)}
        />
      ))}
      <Gateways region={region} />
      <Logs region={region} />
      <Projectors region={region} />
      <Views region={region} />
      <Children region={region} />
    </article>
  );
}

function Gateways({ region }: { region: Region }) {
  const trouble = region.gateways.flatMap((one) => one.trouble);
  const url = given.gateways[region.region];
  return (
    <div class="part">
      <h3>Gateways</h3>
      <p>
        {region.log.unknown ? "Not known" : counted(region.gateways.length, "process answers", "processes answer")}
        {url && <> at <a href={url}>{url}</a></>}
      </p>
      {trouble.map((one) => <p class="state behind" key={one}>{one}</p>)}
    </div>
  );
}

function Logs({ region }: { region: Region }) {
  return (
    <div class="part">
      <h3>Logs</h3>
      <table>
        <thead>
          <tr><th>log</th><th class="n">ends at</th><th class="n">per s</th></tr>
        </thead>
        <tbody>
          {region.log.logs.map((one) => (
            <tr key={one.log}>
              <td>
                {one.log} {one.mirror && <small>mirror</small>} {one.sealed && <small>sealed</small>}
                {one.full && <span class="state wrong">FULL: {one.full}</span>}
              </td>
              <td class="n">{number.format(one.last)}</td>
              <td class="n">{one.rate === null ? "?" : number.format(one.rate)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Projectors({ region }: { region: Region }) {
  return (
    <div class="part">
      <h3>Projectors</h3>
      {region.projectors.map((one) => (
        <div key={`${one.group} ${one.replica}`}>
          <p>
            {one.replica} <small>{one.group} shards, reads {counted(one.reads.length, "log")}</small>
          </p>
          {one.trouble.map((why) => <p class="state behind" key={why}>{why}</p>)}
          {one.findings.map((found) => (
            <p class="state wrong" key={found.log}>{found.log}: {found.why}</p>
          ))}
        </div>
      ))}
      {!region.projectors.length && (
        <p class="state unknown">{region.log.unknown ? "Not known" : "None is heard"}</p>
      )}
    </div>
  );
}

function Views({ region }: { region: Region }) {
  return (
    <div class="part">
      <h3>Views</h3>
      <table>
        <thead>
          <tr><th>view, of log</th><th class="n">holds</th><th class="n">lag</th><th>state</th></tr>
        </thead>
        <tbody>
          {region.views.rows.map((row) => <ViewRow key={`${row.view} ${row.log}`} row={row} />)}
        </tbody>
      </table>
    </div>
  );
}

function ViewRow({ row }: { row: Row }) {
  return (
    <tr>
      <td>{row.view} <small>{row.log}</small></td>
      <td class="n">{number.format(row.watermark)}</td>
      <td class="n">{row.lag === null ? "?" : number.format(row.lag)}</td>
      <td><span class={`state ${kind(row.state)}`}>{row.state}</span></td>
    </tr>
  );
}

function Children({ region }: { region: Region }) {
  if (!region.processes.length) return null;
  return (
    <p class="children">
      {region.processes.map((one, at) => (
        <span key={at} class={one.runs ? "state well" : "state wrong"}>
          {one.role} {one.runs ? "runs" : "ended"}
          {one.restarts > 0 && `, started again ${counted(one.restarts, "time")}`}
        </span>
      ))}
    </p>
  );
}
