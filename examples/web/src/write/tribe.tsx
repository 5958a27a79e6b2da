// Found a tribe, and describe one.
import { SetTribeDocument, TribeEditPageDocument, type TribeEditPageQuery } from "../generated";
import { say } from "../notice";
import { Empty, nameOf, Skeleton, Trouble, useTitle } from "../parts";
import { outdate, useReading } from "../reading";
import { go, type Route, to } from "../route";
import { send } from "../sending";
import { idOf } from "../viewer";
import { Field, Form, useWriting, type Writing } from "./form";
import { htmlOf, isText, textOf } from "./text";

export function Found() {
  useTitle("Found a tribe");
  const initial = { name: "", slug: "", description: "" };
  const writing = useWriting(
    "tribe",
    initial,
    ({ name = "", slug = "", description = "" }, idempotencyKey) =>
      send(SetTribeDocument, { input: { name: name.trim() || null, slug: slug.trim() || idOf(name) || null, description: htmlOf(description), idempotencyKey } }),
    (payload) => {
      outdate();
      say("It is founded, and yours.");
      go(payload?.tribe?.slug ? to("t", payload.tribe.slug) : to("tribes"));
    },
  );
  return (
    <div class="narrow">
      <h1>Found a tribe</h1>
      <Form of={writing} button="Found it" cancel={to("tribes")}>
        <Words of={writing} asText />
      </Form>
    </div>
  );
}

function Words({ of, asText }: { of: Writing; asText: boolean }) {
  return (
    <>
      <Field of={of} name="name" label="Name" most={100} />
      <Field of={of} name="slug" label="Address" most={128} optional hint={`What stands in its address: /t/${of.values["slug"] || idOf(of.values["name"] ?? "") || "…"}`} />
      <Field of={of} name="description" label="What it is about" most={10_000} rows={5} optional {...(!asText && { hint: "This text is HTML." })} />
    </>
  );
}

export function Describe({ route }: { route: Route }) {
  useTitle("Describe the tribe");
  const it = useReading(route.visit, TribeEditPageDocument, { slug: route.of });
  const tribe = it.first?.tribe;
  return (
    <div class="narrow">
      <h1>{tribe ? `Describe ${nameOf(tribe)}` : "Describe a tribe"}</h1>
      {tribe?.viewerCanEdit && <Anew key={tribe.id} tribe={tribe} />}
      {tribe && !tribe.viewerCanEdit && <Empty>Those who own the tribe describe it.</Empty>}
      {it.first && !it.failure && !tribe && <Empty>There is no tribe called “{route.of}”.</Empty>}
      {!it.first && it.busy && <Skeleton rows={1} />}
      {it.failure && <Trouble failure={it.failure} again={it.again} />}
    </div>
  );
}

function Anew({ tribe }: { tribe: NonNullable<TribeEditPageQuery["tribe"]> }) {
  const described = tribe.description ?? "";
  const asText = isText(described);
  const initial = { name: tribe.name ?? "", slug: tribe.slug ?? "", description: asText ? textOf(described) : described };
  const writing = useWriting(
    `tribe ${tribe.id}`,
    initial,
    (values, idempotencyKey) => {
      const changed = Object.entries(values).filter(([name, value]) => value !== initial[name as keyof typeof initial]);
      const given = changed.map(([name, value]) => [name, name === "description" && asText ? htmlOf(value) : value.trim() || null]);
      return send(SetTribeDocument, { input: { tribeId: tribe.id, ...Object.fromEntries(given), idempotencyKey } });
    },
    (payload) => {
      outdate();
      say("It is saved.");
      go(to("t", payload?.tribe?.slug ?? tribe.slug ?? ""));
    },
  );
  return (
    <Form of={writing} button="Save" cancel={to("t", tribe.slug ?? "")}>
      <Words of={writing} asText={asText} />
    </Form>
  );
}
