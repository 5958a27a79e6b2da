// Lints `schema.graphql` beside it by graphql-eslint's recommended rules and those of Relay, and
// prints what is found, as JSON. Run where the packages of tests/web/tooling are.
import { readFileSync } from "node:fs";
import graphql from "@graphql-eslint/eslint-plugin";
import { Linter } from "eslint";

const SCHEMA = "schema.graphql";
const rules = {
  ...graphql.configs["flat/schema-recommended"].rules,
  ...graphql.configs["flat/schema-relay"].rules,
  // What is a part of something else has no id: a page, its places, an answer, a value.
  "@graphql-eslint/strict-id-in-types": ["error", {
    exceptions: {
      suffixes: ["Connection", "Edge", "Payload"],
      types: [
        ...["Decision", "Hidden", "Media", "PageInfo", "RateLimit", "Receipt", "Standing", "Upload", "UploadHeader", "UserError"],
        // These are of what names them, and are found through that alone.
        ...["Community", "Edit", "Report", "Repost"],
      ],
    },
  }],
  // Everything that has a name says what it is.
  "@graphql-eslint/require-description": ["error", {
    types: true,
    EnumValueDefinition: true,
    FieldDefinition: true,
    InputValueDefinition: true,
  }],
  // `nodes`, and lists that are no connections: what is bounded and small comes whole.
  "@graphql-eslint/relay-edge-types": ["error", { listTypeCanWrapOnlyEdgeType: false }],
  // What is searched for, merged while it is read or a board goes on from its head alone.
  "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
};
const found = new Linter({ configType: "flat" }).verify(readFileSync(SCHEMA, "utf8"), [{
  files: ["**/*.graphql"],
  languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: SCHEMA } } },
  plugins: { "@graphql-eslint": graphql },
  rules,
}], SCHEMA);
console.log(JSON.stringify(found.map(({ ruleId, message, line }) => [ruleId, message, line])));
