// Writes src/generated.ts: the operations of src/operations, typed by schema.graphql.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { codegen } from "@graphql-codegen/core";
import * as documentNode from "@graphql-codegen/typed-document-node";
import * as operations from "@graphql-codegen/typescript-operations";
import { parse } from "graphql";

const here = new URL("./", import.meta.url);
const read = (path) => readFileSync(new URL(path, here), "utf8");

const written = await codegen({
  filename: "src/generated.ts",
  schema: parse(read("../../schema.graphql")),
  documents: readdirSync(new URL("src/operations", here))
    .sort()
    .map((name) => ({ location: name, document: parse(read(`src/operations/${name}`)) })),
  config: {
    // Operations are sent as they are written: no parser goes to the browser.
    documentMode: "string",
    pureMagicComment: true,
    enumType: "string-literal",
    enumsAsTypes: true,
    scalars: { DateTime: "string", ID: "string" },
    skipTypename: true,
    useTypeImports: true,
    strictScalars: true,
  },
  plugins: [{ operations: {} }, { documentNode: {} }],
  pluginMap: { operations, documentNode },
});
writeFileSync(
  new URL("src/generated.ts", here),
  `// Written by \`npm run types\` from schema.graphql and src/operations.\n${written}`,
);
