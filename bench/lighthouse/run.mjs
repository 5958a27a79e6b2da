// Lighthouse on the pages of a running stack, as a phone and as a desk: `node run.mjs http://127.0.0.1:8000`.
// Prints each score and what counts for it, of the middle one of three runs; the exit code is 1 where
// a score is below the target.
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const TARGET = 95;
const RUNS = 3;
const PATHS = ["/", "/t/rally", "/a/QXJ0aWNsZTpkZW1vLTEyMA==", "/tribes", "/write"];
const FIGURES = ["largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "total-byte-weight"];

const [url = "http://127.0.0.1:8000", ...paths] = process.argv.slice(2);
const chrome = await launch({
  chromeFlags: ["--headless=new", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
});
let missed = false;
try {
  for (const path of paths.length ? paths : PATHS) {
    for (const [device, config] of [["phone", undefined], ["desk", desktopConfig]]) {
      const runs = [];
      while (runs.length < RUNS) {
        runs.push((await lighthouse(url + path, { port: chrome.port, logLevel: "error" }, config)).lhr);
      }
      const speed = (run) => run.categories.performance?.score ?? 0;
      const lhr = runs.sort((one, other) => speed(one) - speed(other))[(RUNS - 1) / 2];
      const scores = Object.values(lhr.categories).map(({ id, score }) => [id, Math.round((score ?? 0) * 100)]);
      const figures = FIGURES.map((id) => `${id} ${lhr.audits[id]?.displayValue ?? "-"}`);
      console.log(`${device.padEnd(6)}${path}  ${scores.map(([id, score]) => `${id} ${score}`).join(", ")}`);
      console.log(`      ${figures.join(", ")}`);
      for (const category of Object.values(lhr.categories)) {
        const lost = category.auditRefs.filter(({ id, weight }) => weight && (lhr.audits[id]?.score ?? 1) < 0.9);
        for (const { id } of lost) console.log(`      below 90: ${category.id} ${id} ${lhr.audits[id]?.displayValue ?? ""}`);
      }
      missed ||= scores.some(([, score]) => score < TARGET);
    }
  }
} finally {
  chrome.kill();
}
process.exitCode = missed ? 1 : 0;
