// The token: how much of the log this window has seen. Sent with every request, it makes the
// answer hold at least that, so that a viewer reads what he wrote.

type Logs = Record<string, number>;

let stamp = "";
let logs: Logs = {};

/** What goes into the header; nothing before anything was seen. */
export function token(): string {
  if (!stamp) return "";
  const sorted = Object.fromEntries(Object.entries(logs).sort());
  return btoa(JSON.stringify([stamp, sorted])).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Take the token of a receipt or an answer in; of two, the greater part of each is kept. */
export function see(given: string): void {
  const [itsStamp, itsLogs] = JSON.parse(
    atob(given.replaceAll("-", "+").replaceAll("_", "/")),
  ) as [string, Logs];
  if (itsStamp > stamp) stamp = itsStamp;
  for (const [log, sequence] of Object.entries(itsLogs)) {
    logs[log] = Math.max(logs[log] ?? 0, sequence);
  }
}

/** Begin anew, as where the token was of another deployment. */
export function forget(): void {
  stamp = "";
  logs = {};
}
