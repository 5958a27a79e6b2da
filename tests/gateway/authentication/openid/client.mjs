// A client as its page would be: it gets tokens, subscribes, and renews by a ping.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [url, ...tokens] = process.argv.slice(2);
const seen = { viewers: [], pongs: [], closes: [] };
let socket;
const client = createClient({
  url: url.replace('http', 'ws'),
  webSocketImpl: WebSocket,
  retryAttempts: 3,
  retryWait: () => new Promise((resolve) => setTimeout(resolve, 50)),
  connectionParams: () => ({ Authorization: `Bearer ${tokens.shift()}` }),
  on: {
    connected: (opened) => (socket = opened),
    pong: (_, payload) => payload && seen.pongs.push(payload),
    closed: (event) => seen.closes.push([event.code, event.reason]),
  },
});

async function viewer() {
  for await (const { data } of client.iterate({ query: '{ viewer { user { name } } }' })) {
    seen.viewers.push(data.viewer.user.name);
  }
}

const live = client.iterate({ query: process.env.SUBSCRIPTION });
await live.next();
await viewer();
socket.send(JSON.stringify({ type: 'ping', payload: { Authorization: `Bearer ${tokens.shift()}` } }));
while (!seen.pongs.length) await new Promise((resolve) => setTimeout(resolve, 20));
await viewer();
socket.send(JSON.stringify({ type: 'ping', payload: { Authorization: `Bearer ${tokens.shift()}` } }));
await live.next();
await viewer();
await client.dispose();
console.log(JSON.stringify(seen));
process.exit(0);
