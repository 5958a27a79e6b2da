// The conformance suite of "GraphQL over HTTP": what did not pass, and how many did.
import { auditServer } from "graphql-http";

const found = await auditServer({ url: process.argv[2] });
const wrong = found.filter(({ status }) => status !== "ok");
console.log(
  JSON.stringify({
    passed: found.length - wrong.length,
    wrong: wrong.map(({ id, name, reason }) => `${id} ${name}: ${reason}`),
  }),
);
