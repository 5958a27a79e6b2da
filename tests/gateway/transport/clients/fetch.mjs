// node's fetch, again and again on connections that are kept, whatever it takes.
const url = process.argv[2];
const query = "{ feed { edges { node { title } } } }";
const found = { answered: 0, kept: 0, kinds: {}, wrong: [] };

async function ask(accept, way, more = {}) {
  const headers = { accept, ...more };
  if (way === "GET") return fetch(`${url}?${new URLSearchParams({ query })}`, { headers });
  headers["content-type"] = "application/json";
  return fetch(url, { method: "POST", headers, body: JSON.stringify({ query }) });
}

const accepts = process.argv.slice(3);
for (let at = 0; at < 80; at += 1) {
  const accept = accepts[at % accepts.length];
  for (const way of ["POST", "GET"]) {
    try {
      const answer = await ask(accept, way);
      const kind = answer.headers.get("content-type");
      const text = await answer.text();
      if (answer.status !== 200 || !text.includes('"title"')) throw new Error(`${answer.status} ${text}`);
      found.answered += 1;
      (found.kinds[accept] ??= []).includes(kind) || found.kinds[accept].push(kind);
      const tag = answer.headers.get("etag");
      if (tag) {
        const again = await ask(accept, way, { "if-none-match": tag });
        if (again.status === 304) found.kept += 1;
        await again.text();
      }
    } catch (error) {
      found.wrong.push(`${way} ${accept}: ${error.name} ${error.message} ${error.cause ?? ""}`);
    }
  }
}
// Many at a time, on as many connections.
const many = await Promise.allSettled(
  Array.from({ length: 80 }, async () => (await ask(accepts[0], "POST")).json()),
);
found.atOnce = many.filter(({ value }) => value?.data).length;
console.log(JSON.stringify(found));
