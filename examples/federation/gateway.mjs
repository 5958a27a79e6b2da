// Apollo's gateway before the two. What says who asks, and what they must see, it hands on.

import { ApolloGateway, IntrospectAndCompose, RemoteGraphQLDataSource } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { joined } from "./token.mjs";

// `x-viewer` and `x-roles` are believed in development alone; in production take them out.
const HANDED_ON = ["authorization", "x-viewer", "x-roles"];

class Feeds extends RemoteGraphQLDataSource {
  willSendRequest({ request, context }) {
    for (const [name, value] of Object.entries(context.headers ?? {})) request.http.headers.set(name, value);
    if (context.token) request.http.headers.set("x-consistency-token", context.token);
  }

  // What one fetch has seen, the next of the same operation must see, too; and so must the client's next.
  didReceiveResponse({ response, context }) {
    const consistency = response.extensions?.consistency;
    if (consistency) {
      context.token = joined(context.token, consistency.token);
      context.consistency = { ...consistency, token: context.token };
    }
    return response;
  }
}

const tellsConsistency = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, contextValue }) {
        const { consistency } = contextValue;
        if (!consistency || response.body.kind !== "single") return;
        const single = response.body.singleResult;
        single.extensions = { ...single.extensions, consistency };
      },
    };
  },
};

/** Serve it; where it answers, what it composed, and how to end it. */
export async function serveGateway(subgraphs, port) {
  const gateway = new ApolloGateway({
    supergraphSdl: new IntrospectAndCompose({ subgraphs }),
    buildService: ({ name, url }) => (name === "feeds" ? new Feeds({ url }) : new RemoteGraphQLDataSource({ url })),
  });
  const server = new ApolloServer({ gateway, plugins: [tellsConsistency] });
  const { url } = await startStandaloneServer(server, {
    listen: { host: "127.0.0.1", port },
    context: async ({ req }) => ({
      headers: {
        ...Object.fromEntries(HANDED_ON.filter((name) => req.headers[name]).map((name) => [name, req.headers[name]])),
        // From where they ask: who is not signed in is counted by that, where we are a trusted proxy.
        "x-forwarded-for": [req.headers["x-forwarded-for"], req.socket.remoteAddress].filter(Boolean).join(", "),
      },
      token: req.headers["x-consistency-token"],
    }),
  });
  return { url, stop: () => server.stop() };
}
