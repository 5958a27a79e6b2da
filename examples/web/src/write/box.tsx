// A box to say something in: a comment, a reply, a comment written anew.
import type { KeyboardEventHandler, SubmitEventHandler } from "preact";
import { useState } from "preact/hooks";
import { begun, drop, keep, kept } from "./draft";

interface BoxProps {
  label: string;
  button: string;
  /** What it is for: what was typed is found again by this name. */
  draft: string;
  /** What stands in it at first. */
  text?: string;
  /** Whether it was taken; what was written stays where it was not. */
  send: (text: string, key: string) => Promise<boolean>;
  focus?: boolean;
  cancel?: () => void;
}

export function Box({ label, button, draft: name, text = "", send, focus = false, cancel }: BoxProps) {
  const [busy, work] = useState(false);
  const [draft, write] = useState(() => kept(name) ?? begun({ text }));
  const submit: SubmitEventHandler<HTMLFormElement> = async (event) => {
    event.preventDefault();
    const said = draft.values["text"]?.trim();
    if (busy || !said) return;
    work(true);
    if (await send(said, draft.key)) {
      drop(name);
      write(begun({ text: "" }));
    }
    work(false);
  };
  const withKeys: KeyboardEventHandler<HTMLTextAreaElement> = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
    if (event.key === "Escape") leave?.();
  };
  const leave =
    cancel &&
    (() => {
      drop(name);
      cancel();
    });
  return (
    <form class="writing" onSubmit={submit}>
      <textarea
        name="text"
        rows={draft.values["text"] || focus ? 3 : 2}
        maxLength={10_000}
        required
        aria-label={label}
        placeholder={label}
        value={draft.values["text"] ?? ""}
        onInput={(event) => {
          const next = { ...draft, values: { text: event.currentTarget.value } };
          write(next);
          keep(name, next);
        }}
        onKeyDown={withKeys}
        ref={(box) => {
          if (focus && box && !box.dataset["met"]) {
            box.dataset["met"] = "1";
            box.focus();
          }
        }}
      />
      <div class="writing-foot">
        {leave && (
          <button type="button" class="quiet" onClick={leave}>
            Cancel
          </button>
        )}
        <button type="submit" class="primary" aria-disabled={busy}>
          {button}
        </button>
      </div>
    </form>
  );
}
