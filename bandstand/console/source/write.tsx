// Writes on one side, through the gateway of that region.

import { given } from "./asking";
import type { Writing } from "./writing";

export function Write({ writing }: { writing: Writing }) {
  return (
    <section class="panel" aria-label="Write on one side">
      <h2>Write on one side</h2>
      <p class="hint">Cut the link, write in both regions, and see the blocks that differ. Then heal it.</p>
      <div class="fields">
        <label>
          Mutation{" "}
          <select value={`${writing.chosen}`} onChange={(event) => writing.choose(Number(event.currentTarget.value))}>
            {given.writings.map((one, number) => <option key={one.title} value={`${number}`}>{one.title}</option>)}
          </select>
        </label>
        <label>
          As <input value={writing.viewer} onInput={(event) => writing.set({ viewer: event.currentTarget.value })} />
        </label>
      </div>
      <textarea
        aria-label="Text of the mutation"
        rows={7}
        spellcheck={false}
        value={writing.query}
        onInput={(event) => writing.set({ query: event.currentTarget.value })}
      />
      <label>
        Variables{" "}
        <input
          class="long"
          spellcheck={false}
          value={writing.variables}
          onInput={(event) => writing.set({ variables: event.currentTarget.value })}
        />
      </label>
      <p class="buttons">
        {given.regions.map((region) => (
          <button type="button" key={region} onClick={() => writing.write(region)}>Write in {region}</button>
        ))}
      </p>
      {writing.last && <pre role="status">{writing.last}</pre>}
    </section>
  );
}
