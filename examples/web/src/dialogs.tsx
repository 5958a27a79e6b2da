// Dialogs: a question that is asked before something is done, and its answer.
import { useEffect, useRef } from "preact/hooks";
import type { Reason } from "./generated";
import { REASONS } from "./moderation";
import { signal, useSignal } from "./signal";

/** Why somebody reports or hides something. */
export interface Reasoned {
  reason: Reason;
  note: string;
}

interface Question {
  title: string;
  words: string;
  button: string;
  reasoned: boolean;
  answer: (given: Reasoned | true | null) => void;
}

const question = signal<Question | null>(null);

/** Whether they are sure. */
export function sure(title: string, words: string, button: string): Promise<boolean> {
  return new Promise((resolve) => question.set({ title, words, button, reasoned: false, answer: (given) => resolve(given !== null) }));
}

/** Why; null where they think better of it. */
export function why(title: string, words: string, button: string): Promise<Reasoned | null> {
  return new Promise((resolve) => question.set({ title, words, button, reasoned: true, answer: (given) => resolve(given === true ? null : given) }));
}

export function Dialogs() {
  const asked = useSignal(question);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (asked) dialog.current?.showModal();
    else dialog.current?.close();
  }, [asked]);
  const end = (given: Reasoned | true | null) => {
    asked?.answer(given);
    question.set(null);
  };
  return (
    <dialog ref={dialog} class="panel" aria-labelledby="question" onClose={() => asked && end(null)}>
      {asked && (
        <form
          class="form"
          onSubmit={(event) => {
            event.preventDefault();
            const data = new FormData(event.currentTarget);
            end(asked.reasoned ? { reason: data.get("reason") as Reason, note: String(data.get("note")).trim() } : true);
          }}
        >
          <h2 id="question">{asked.title}</h2>
          <p>{asked.words}</p>
          {asked.reasoned && (
            <>
              <fieldset class="choices">
                <legend>Why?</legend>
                {REASONS.map(([reason, words], at) => (
                  <label key={reason}>
                    <input type="radio" name="reason" value={reason} defaultChecked={at === 0} />
                    {words}
                  </label>
                ))}
              </fieldset>
              <label class="field">
                <span>
                  In your words <small>(may be empty)</small>
                </span>
                <textarea name="note" rows={2} maxLength={500} />
              </label>
            </>
          )}
          <div class="writing-foot">
            <button type="button" class="quiet" onClick={() => end(null)}>
              Cancel
            </button>
            <button class="primary">{asked.button}</button>
          </div>
        </form>
      )}
    </dialog>
  );
}
