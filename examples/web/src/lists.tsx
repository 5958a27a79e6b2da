// Lists of all tribes and of all people.
import type { ComponentChildren } from "preact";
import { followTribe, followUser } from "./changes";
import { PeoplePageDocument, TribesPageDocument, type TribeOrder, type UserOrder } from "./generated";
import { myself } from "./me";
import { Avatar, Empty, Face, Follow, More, nameOf, Person, Place, Skeleton, Tabs, Trouble, useTitle } from "./parts";
import { nodes, useReading } from "./reading";
import { choice, type Route, to } from "./route";
import { Row } from "./search";
import { useSignal } from "./signal";
import { latest, useStore } from "./store";
import { ago, many } from "./words";

const TRIBE_ORDERS = [
  ["FOLLOWERS", "Followers"],
  ["ACTIVE", "Active"],
  ["NAME", "Name"],
  ["NEW", "Newest"],
] as const satisfies readonly (readonly [TribeOrder, string])[];

const USER_ORDERS = [
  ["FOLLOWERS", "Followers"],
  ["NEW", "Newest"],
] as const satisfies readonly (readonly [UserOrder, string])[];

export function Tribes({ route }: { route: Route }) {
  useStore();
  useTitle("Tribes");
  const order = choice(route, "order", ["FOLLOWERS", "ACTIVE", "NAME", "NEW"]);
  const it = useReading(route.visit, TribesPageDocument, { order }, (answer) => answer.tribes);
  return (
    <List title="Tribes" tabs={<Tabs label="Order" words={TRIBE_ORDERS} chosen={order} href={(word) => to("tribes", "", { order: word })} />} it={it}>
      <p>
        <a class="chip" href={to("tribes", "new")}>
          Found a tribe
        </a>
      </p>
      <ol class="list">
        {it.answers.flatMap(({ tribes }) => nodes(tribes)).map(latest).map((tribe) => (
          <li key={tribe.id}>
            <Row
              name={nameOf(tribe)}
              face={<Avatar name={nameOf(tribe)} square />}
              of={<Place tribe={tribe} />}
              facts={[
                many(tribe.followerCount, "follower"),
                many(tribe.articleCount, "article"),
                order === "NEW" ? tribe.createdAt && `founded ${ago(tribe.createdAt)}` : tribe.activeAt && `active ${ago(tribe.activeAt)}`,
              ].filter(Boolean).join(" · ")}
            >
              <Follow of={tribe} name={nameOf(tribe)} follow={() => followTribe(tribe)} />
            </Row>
          </li>
        ))}
      </ol>
      {it.first?.tribes?.edges.length === 0 && <Empty>Nobody has founded a tribe yet.</Empty>}
    </List>
  );
}

export function People({ route }: { route: Route }) {
  useStore();
  useTitle("People");
  const me = useSignal(myself);
  const order = choice(route, "order", ["FOLLOWERS", "NEW"]);
  const it = useReading(route.visit, PeoplePageDocument, { order }, (answer) => answer.users);
  return (
    <List title="People" tabs={<Tabs label="Order" words={USER_ORDERS} chosen={order} href={(word) => to("people", "", { order: word })} />} it={it}>
      <ol class="list">
        {it.answers.flatMap(({ users }) => nodes(users)).map(latest).map((user) => (
          <li key={user.id}>
            <Row name={nameOf(user)} face={<Face of={user} />} of={<Person user={user} />} facts={`${many(user.followerCount, "follower")} · ${many(user.articleCount, "article")}`}>
              {user.id !== me && <Follow of={user} name={nameOf(user)} follow={() => followUser(user)} />}
            </Row>
          </li>
        ))}
      </ol>
      {it.first?.users?.edges.length === 0 && <Empty>Nobody has a name yet.</Empty>}
    </List>
  );
}

type Read = Pick<ReturnType<typeof useReading>, "first" | "more" | "busy" | "failure" | "again">;

function List({ title, tabs, it, children }: { title: string; tabs: ComponentChildren; it: Read; children: ComponentChildren }) {
  return (
    <div class="narrow">
      <header class="page-head">
        <h1>{title}</h1>
        {tabs}
      </header>
      {it.first !== undefined && children}
      <More more={it.more} busy={it.busy} />
      {!it.first && it.busy && <Skeleton />}
      {it.failure && <Trouble failure={it.failure} again={it.again} />}
    </div>
  );
}
