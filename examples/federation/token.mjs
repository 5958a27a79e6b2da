// Consistency tokens: how much of the log of feeds an answer holds.

const read = (token) =>
  token ? JSON.parse(Buffer.from(token, "base64url").toString()) : ["", {}];

/** The greater part of each of two. */
export function joined(one, other) {
  const [stamp, logs] = read(one);
  const [otherStamp, otherLogs] = read(other);
  const most = { ...logs };
  for (const [log, sequence] of Object.entries(otherLogs)) {
    most[log] = Math.max(most[log] ?? 0, sequence);
  }
  const sorted = Object.fromEntries(Object.entries(most).sort());
  return Buffer.from(JSON.stringify([stamp > otherStamp ? stamp : otherStamp, sorted])).toString("base64url");
}
