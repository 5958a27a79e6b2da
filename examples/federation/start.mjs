// Both beside a gateway of Bandstand's: node start.mjs [http://127.0.0.1:8000/graphql]

import { serveGarages } from "./garages.mjs";
import { serveGateway } from "./gateway.mjs";

const feeds = process.argv[2] ?? "http://127.0.0.1:8000/graphql";
const garages = await serveGarages(4001);
const gateway = await serveGateway(
  [
    { name: "feeds", url: feeds },
    { name: "garages", url: garages.url },
  ],
  4000,
);
console.log(`one graph of ${feeds} and ${garages.url}: ${gateway.url}`);
