// The connection: whether the gateway answers. Where it does not, it is asked until it does.
import { signal, useSignal } from "./signal";

const PAUSES_MS = [1_000, 2_000, 4_000, 8_000];

/** Whether the gateway was not there when it was last asked. */
export const away = signal(false);
let asking = false;

/** It answered. */
export function met(): void {
  if (away.get()) away.set(false);
}

/** It did not answer, or a connection to it ended: look whether it is there. */
export async function missed(): Promise<void> {
  if (asking) return;
  asking = true;
  for (let tries = 0; !(await answers()); tries++) {
    if (!away.get()) away.set(true);
    const pause_ms = PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 0;
    await new Promise((resolve) => setTimeout(resolve, pause_ms));
  }
  asking = false;
  met();
}

/** Says that it is away, for as long as it is. */
export function Outage() {
  const gone = useSignal(away);
  return (
    <div class="outage" role="status" aria-live="polite">
      {gone && <p>The gateway does not answer. What you see is from before; it is asked again until it does.</p>}
    </div>
  );
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}
