// The supergraph, where nothing runs: node compose.mjs feeds.graphql URL > supergraph.graphql

import { composeServices } from "@apollo/composition";
import { readFileSync } from "node:fs";
import { parse } from "graphql";
import { typeDefs } from "./garages.mjs";

const [file, url = "http://127.0.0.1:8000/graphql"] = process.argv.slice(2);
const { errors, hints, supergraphSdl } = composeServices([
  { name: "feeds", url, typeDefs: parse(readFileSync(file, "utf-8")) },
  { name: "garages", url: "http://127.0.0.1:4001/", typeDefs },
]);
for (const hint of hints ?? []) console.error(`hint: ${hint.message}`);
for (const error of errors ?? []) console.error(`error: ${error.message}`);
if (errors?.length) process.exit(1);
console.log(supergraphSdl);
