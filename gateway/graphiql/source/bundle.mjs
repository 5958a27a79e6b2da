// Writes ../page/graphiql.js, graphiql.css and licenses.txt, the same from the same sources.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";

// GraphiQL's fonts are a fifth of it. Those of the machine do.
const fontless = {
  name: "fontless",
  setup: ({ onLoad }) =>
    onLoad({ filter: /graphiql[/]dist[/]style\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll(/@font-face\s*{[^}]*}/g, ""),
      loader: "css",
    })),
};

const { metafile } = await build({
  entryPoints: ["graphiql.tsx", "graphiql.css"],
  outdir: "../page",
  bundle: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "none",
  alias: { "react-style-singleton": "./styles.ts" },
  metafile: true,
  minify: true,
  plugins: [fontless],
  logLevel: "warning",
});

// Others' work is passed on with their licenses.
const inside = Object.values(metafile.outputs).flatMap(({ inputs }) =>
  Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput ? [path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? ""] : [],
  ),
);
const shares = await Promise.all(
  [...new Set(inside)].filter(Boolean).sort().map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
    const file = (await readdir(folder)).find((one) => /^licen[sc]e/i.test(one));
    const text = file ? (await readFile(`${folder}/${file}`, "utf8")).replaceAll("\r", "").trim() : "";
    return [`${name} ${version} (${license})`, text];
  }),
);
const texts = new Map();
for (const [name, text] of shares) texts.set(text, [...(texts.get(text) ?? []), name]);
await writeFile(
  "../page/licenses.txt",
  [...texts].map(([text, names]) => `${names.join("\n")}\n${text && `\n${text}\n`}`).join("\n----\n\n"),
);
