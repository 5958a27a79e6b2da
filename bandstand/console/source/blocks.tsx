// A view's blocks: a square for each range of keys, whose colour is its digest.

import type { Agreement, Blocks } from "./picture";
import { counted } from "./asking";

const EMPTY = "e3b0c442"; // SHA-256 of nothing.

function colour(digest: string, differs: boolean): string {
  const hue = Math.round((parseInt(digest.slice(0, 4), 16) / 65_536) * 360);
  if (differs) return `hsl(${hue} 85% 55%)`;
  return digest === EMPTY ? "var(--empty)" : `hsl(${hue} 32% var(--calm))`;
}

interface Props {
  view: string;
  blocks: Blocks;
  agreement: Agreement | undefined;
}

export function Grid({ view, blocks, agreement }: Props) {
  const differ = new Set(agreement?.differ);
  const about = blocks.unknown
    ? blocks.unknown
    : differ.size
      ? `${differ.size} of ${blocks.ranges.length} blocks differ from another region`
      : `${blocks.ranges.length} blocks, ${counted(blocks.entries, "entry", "entries")}`;
  return (
    <figure class={blocks.unknown ? "blocks old" : "blocks"}>
      <figcaption>
        <b>{view}</b> {about}
      </figcaption>
      {blocks.ranges.length > 0 && (
        <div class="grid" role="img" aria-label={`${view}: ${about}`} data-differ={differ.size}>
          {blocks.ranges.map((digest, at) => (
            <i
              key={at}
              class={differ.has(at) ? "differs" : ""}
              style={{ background: colour(digest, differ.has(at)) }}
              title={`range ${at.toString(16).padStart(2, "0")}: ${digest}`}
            />
          ))}
        </div>
      )}
    </figure>
  );
}
