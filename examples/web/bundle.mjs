// Writes public/page.js, public/openid.js, which comes when somebody signs in, and public/page.css,
// the same from the same sources.
import { build } from "esbuild";

await build({
  entryPoints: ["src/page.tsx", "src/openid.ts", "src/page.css"],
  outdir: "public",
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2024",
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  minify: true,
  logLevel: "warning",
});
