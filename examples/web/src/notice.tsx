// A notice: one sentence that is shown for a while, and read aloud.
import { signal, useSignal } from "./signal";

const SHOWN_MS = 6_000;
const notice = signal("");
let timer = 0;

/** Tell the viewer something. */
export function say(text: string): void {
  clearTimeout(timer);
  notice.set(text);
  timer = setTimeout(() => notice.set(""), SHOWN_MS);
}

export function Notice() {
  const text = useSignal(notice);
  return (
    <div class="notice" role="status" aria-live="polite">
      {text && <p>{text}</p>}
    </div>
  );
}
