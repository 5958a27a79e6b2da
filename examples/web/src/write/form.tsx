// A form: fields with what is wrong beside them, and a draft that outlives the window.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { WrongFragment } from "../generated";
import type { Sent } from "../sending";
import { begun, drop, keep, kept } from "./draft";

type Values = Record<string, string>;

export interface Writing {
  values: Values;
  set: (changed: Values) => void;
  /** What is wrong with a field, by the path of it: `title`, `media.0.url`. */
  wrong: (field: string) => string;
  /** What is wrong with all of it. */
  rest: string;
  busy: boolean;
  /** Whether it goes on with what was written before. */
  resumed: boolean;
  restart: () => void;
  submit: (event: Event) => void;
}

/**
 * What is being written.
 *
 * name: what it is for. initial: what it begins with. send: publishes it; the key is the same for
 * every try. done: what comes after.
 */
export function useWriting<P>(
  name: string,
  initial: Values,
  send: (values: Values, key: string) => Promise<Sent<P>>,
  done: (payload: P | null, values: Values) => void,
): Writing {
  const [draft, write] = useState(() => kept(name) ?? begun(initial));
  const [resumed, resume] = useState(() => kept(name) !== null);
  const [faults, blame] = useState<WrongFragment[]>([]);
  const [busy, work] = useState(false);
  const form = useRef<HTMLFormElement | null>(null);
  useEffect(() => {
    if (!faults.length) return;
    const first = form.current?.querySelector<HTMLElement>("[aria-invalid=true], [role=alert]");
    first?.focus();
  }, [faults]);
  const pathOf = ({ field, path }: WrongFragment) => (path ?? (field ? [field] : [])).join(".");
  const shown = (path: string) => path in draft.values;
  const set = (changed: Values) => {
    const next = { ...draft, values: { ...draft.values, ...changed } };
    write(next);
    keep(name, next);
    blame(faults.filter((one) => !(pathOf(one) in changed)));
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    form.current = event.currentTarget as HTMLFormElement;
    if (busy) return;
    work(true);
    const sent = await send(draft.values, draft.key);
    work(false);
    blame(sent.wrong);
    if (!sent.done) return;
    drop(name);
    done(sent.payload, draft.values);
  };
  return {
    values: draft.values,
    set,
    wrong: (field) => faults.filter((one) => pathOf(one) === field).map(({ message }) => message).join(" "),
    rest: faults.filter((one) => !shown(pathOf(one))).map(({ message }) => message).join(" "),
    busy,
    resumed,
    restart: () => {
      drop(name);
      write(begun(initial));
      resume(false);
      blame([]);
    },
    submit: (event) => void submit(event),
  };
}

interface FormProps {
  of: Writing;
  button: string;
  children: ComponentChildren;
  /** Where to go without it. */
  cancel?: string;
}

export function Form({ of, button, children, cancel }: FormProps) {
  return (
    <form class="form panel" onSubmit={of.submit} noValidate>
      {of.resumed && (
        <p class="resumed">
          This goes on with what you wrote before.{" "}
          <button type="button" class="quiet" onClick={of.restart}>
            Begin anew
          </button>
        </p>
      )}
      {children}
      {of.rest && (
        <p class="fault" role="alert" tabIndex={-1}>
          {of.rest}
        </p>
      )}
      <div class="writing-foot">
        {cancel && (
          <a class="chip" href={cancel}>
            Cancel
          </a>
        )}
        <button class="primary" aria-disabled={of.busy}>
          {of.busy ? "One moment…" : button}
        </button>
      </div>
    </form>
  );
}

interface FieldProps {
  of: Writing;
  name: string;
  label: string;
  /** How many characters there may be. */
  most: number;
  hint?: ComponentChildren;
  rows?: number;
  optional?: boolean;
  type?: "text" | "url";
}

/** A field, what it is for, and what is wrong with it. */
export function Field({ of, name, label, most, hint, rows = 1, optional = false, type = "text" }: FieldProps) {
  const id = `field-${name}`;
  const value = of.values[name] ?? "";
  const wrong = of.wrong(name);
  const told = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ");
  const given = {
    id,
    name,
    value,
    maxLength: most,
    required: !optional,
    "aria-invalid": wrong ? true : undefined,
    "aria-describedby": told || undefined,
    onInput: (event: Event) => of.set({ [name]: (event.currentTarget as HTMLInputElement).value }),
  } as const;
  return (
    <div class="field">
      <label for={id}>
        {label} {optional && <small>(may be empty)</small>}
      </label>
      {rows > 1 ? <textarea {...given} rows={rows} /> : <input {...given} {...(type === "url" ? { type } : { type })} autocomplete="off" />}
      {wrong && (
        <p class="fault" id={`${id}-wrong`}>
          {wrong}
        </p>
      )}
      {hint && (
        <p class="quiet-words" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {value.length > most * 0.8 && (
        <p class="quiet-words">
          {value.length.toLocaleString("en")} of {most.toLocaleString("en")} characters
        </p>
      )}
    </div>
  );
}
