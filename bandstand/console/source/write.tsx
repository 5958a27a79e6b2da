// Writes on one side, through the gateway of that region.

import { useState } from "preact/hooks";
import { change, given, told } from "./asking";

export function Write() {
  const [at, setAt] = useState(0);
  const [query, setQuery] = useState(given.writings[0]?.query ?? "");
  const [variables, setVariables] = useState(given.writings[0]?.variables ?? "{}");
  const [viewer, setViewer] = useState("console");
  const [answer, setAnswer] = useState("");
  const choose = (number: number) => {
    setAt(number);
    setQuery(given.writings[number]?.query ?? "");
    setVariables(given.writings[number]?.variables ?? "{}");
  };
  const write = async (region: string) => {
    setAnswer(`Writing in ${region}…`);
    try {
      const parsed: unknown = JSON.parse(variables);
      const answered = await change<unknown>("write", { region, viewer, query, variables: parsed });
      setAnswer(`${region} answers: ${JSON.stringify(answered, null, 2)}`);
    } catch (error) {
      setAnswer(error instanceof SyntaxError ? `Variables are no JSON: ${error.message}` : told(error));
    }
  };
  return (
    <section class="panel" aria-label="Write on one side">
      <h2>Write on one side</h2>
      <p class="hint">Cut the link, write in both regions, and see the blocks that differ. Then heal it.</p>
      <div class="fields">
        <label>
          Mutation{" "}
          <select value={`${at}`} onChange={(event) => choose(Number(event.currentTarget.value))}>
            {given.writings.map((one, number) => <option key={one.title} value={`${number}`}>{one.title}</option>)}
          </select>
        </label>
        <label>As <input value={viewer} onInput={(event) => setViewer(event.currentTarget.value)} /></label>
      </div>
      <textarea aria-label="Mutation" rows={7} spellcheck={false} value={query}
        onInput={(event) => setQuery(event.currentTarget.value)} />
      <label>Variables <input class="long" spellcheck={false} value={variables}
        onInput={(event) => setVariables(event.currentTarget.value)} /></label>
      <p class="buttons">
        {given.regions.map((region) => (
          <button type="button" key={region} onClick={() => write(region)}>Write in {region}</button>
        ))}
      </p>
      {answer && <pre role="status">{answer}</pre>}
    </section>
  );
}
