// Writes ../page/console.js and ../page/console.css, the same from the same sources.
import { build } from "esbuild";

await build({
  entryPoints: ["console.tsx", "console.css"],
  outdir: "../page",
  bundle: true,
  format: "esm",
  target: "es2024",
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  minify: true,
  logLevel: "warning",
});
