// Writes public/page.js and public/page.css, the same from the same sources.
import { build } from "esbuild";

await build({
  entryPoints: ["src/page.tsx", "src/page.css"],
  outdir: "public",
  bundle: true,
  format: "esm",
  target: "es2024",
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  minify: true,
  logLevel: "warning",
});
