// What is to be written, and what came of it, for all that write.

import { useState } from "preact/hooks";
import { change, given, told } from "./asking";

export interface Writing {
  chosen: number;
  query: string;
  variables: string;
  viewer: string;
  answers: Record<string, Answer>;
  last: string;
  choose(number: number): void;
  set(changed: Partial<Pick<Writing, "query" | "variables" | "viewer">>): void;
  write(region: string): Promise<void>;
}

export interface Answer {
  state: "well" | "wrong" | "behind";
  short: string;
  text: string;
}

function draft(chosen: number) {
  const one = given.writings[chosen];
  return { chosen, query: one?.query ?? "", variables: one?.variables ?? "{}" };
}

/** Whether something in an answer says that it was refused. */
function refused(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([name, one]) => (/^(userErrors|errors)$/.test(name) && Array.isArray(one) && one.length > 0) || refused(one),
  );
}

export function useWriting(): Writing {
  const [form, setForm] = useState({ ...draft(0), viewer: "console" });
  const [answers, setAnswers] = useState<Record<string, Answer>>({});
  const [last, setLast] = useState("");
  const answer = (region: string, one: Answer) => {
    setAnswers((before) => ({ ...before, [region]: one }));
    setLast(one.text);
  };
  return {
    ...form,
    answers,
    last,
    choose: (number) => setForm({ ...form, ...draft(number) }),
    set: (changed) => setForm({ ...form, ...changed }),
    write: async (region) => {
      answer(region, { state: "behind", short: "writing…", text: `Writing in ${region}…` });
      try {
        const variables: unknown = JSON.parse(form.variables);
        const { viewer, query } = form;
        const got = await change<unknown>("write", { region, viewer, query, variables });
        const wrong = refused(got);
        const text = `${region} answers: ${JSON.stringify(got, null, 2)}`;
        answer(region, { state: wrong ? "wrong" : "well", short: wrong ? "refused: see below" : "written", text });
      } catch (error) {
        const why = error instanceof SyntaxError ? `variables are no JSON: ${error.message}` : told(error);
        answer(region, { state: "wrong", short: why, text: `Not written in ${region}: ${why}` });
      }
    },
  };
}
