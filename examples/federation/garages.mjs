// A second subgraph: who has which car. Of users and articles it knows ids, and nothing else.

import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";

export const typeDefs = parse(`
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key", "@shareable"])

  type Query {
    cars: [Car!]!
    "Anything of all subgraphs, by its id: what Relay fetches again."
    node(id: ID!): Node
  }

  interface Node { id: ID! }

  type Car implements Node @key(fields: "id") {
    id: ID!
    model: String!
    "Null where feeds knows of nobody with that id: what refers to another subgraph may be null."
    owner: User
  }

  type User implements Node @key(fields: "id") {
    id: ID!
    garage(first: Int = 20): CarConnection!
  }

  type CarConnection { nodes: [Car!]!, pageInfo: PageInfo! }

  type PageInfo @shareable {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }

  type Article implements Node @key(fields: "id", resolvable: false) { id: ID! }
  type Tribe implements Node @key(fields: "id", resolvable: false) { id: ID! }
`);

const globalId = (type, id) => Buffer.from(`${type}:${id}`).toString("base64");
const typeOf = (id) => Buffer.from(id, "base64").toString().split(":")[0];

const car = (id, model, owner) => ({ id: globalId("Car", id), model, ownerId: globalId("User", owner) });
const CARS = [
  car("1", "250 GTO", "enzo"),
  car("2", "Panda 4x4", "pat"),
  car("3", "Jolly", "enzo"),
  car("4", "Isetta", "nobody"),
];

const owner = ({ ownerId }) => ({ __typename: "User", id: ownerId });
const carOf = (id) => CARS.find((one) => one.id === id) ?? null;

export const resolvers = {
  Query: {
    cars: () => CARS,
    node: (_, { id }) => {
      const type = typeOf(id);
      if (type === "Car") return carOf(id) && { __typename: type, ...carOf(id) };
      return ["User", "Article", "Tribe"].includes(type) ? { __typename: type, id } : null;
    },
  },
  Car: { __resolveReference: ({ id }) => carOf(id), owner },
  User: {
    garage: ({ id }, { first }) => {
      const all = CARS.filter((one) => one.ownerId === id);
      return {
        nodes: all.slice(0, first),
        pageInfo: { hasNextPage: all.length > first, hasPreviousPage: false },
      };
    },
  },
};

/** Serve it; where it answers, and how to end it. */
export async function serveGarages(port) {
  const server = new ApolloServer({ schema: buildSubgraphSchema({ typeDefs, resolvers }) });
  const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port } });
  return { url, stop: () => server.stop() };
}
