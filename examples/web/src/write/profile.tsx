// One's own profile.
import { ProfilePageDocument, type ProfilePageQuery, SetProfileDocument } from "../generated";
import { say } from "../notice";
import { Empty, Skeleton, Trouble, useTitle } from "../parts";
import { outdate, useReading } from "../reading";
import { go, type Route, to } from "../route";
import { send } from "../sending";
import { Field, Form, useWriting } from "./form";
import { htmlOf, isText, textOf } from "./text";
import { adviceOf } from "../session";

export function Profile({ route }: { route: Route }) {
  useTitle("Your profile");
  const it = useReading(route.visit, ProfilePageDocument, {});
  const user = it.first?.viewer?.user;
  return (
    <div class="narrow">
      <h1>Your profile</h1>
      {user && <Mine key={user.id} user={user} />}
      {it.first && !user && !it.failure && <Empty>{adviceOf()}</Empty>}
      {!it.first && it.busy && <Skeleton rows={1} />}
      {it.failure && <Trouble failure={it.failure} again={it.again} />}
    </div>
  );
}

function Mine({ user }: { user: NonNullable<NonNullable<ProfilePageQuery["viewer"]>["user"]> }) {
  const bio = user.bio ?? "";
  const asText = isText(bio);
  const initial = { name: user.name ?? "", handle: user.handle ?? "", avatarUrl: user.avatarUrl ?? "", bio: asText ? textOf(bio) : bio };
  const writing = useWriting(
    "profile",
    initial,
    (values, idempotencyKey) => {
      // What is as it was is not claimed again; what is emptied is taken away.
      const changed = Object.entries(values).filter(([name, value]) => value !== initial[name as keyof typeof initial]);
      const given = changed.map(([name, value]) => [name, value.trim() ? (name === "bio" && asText ? htmlOf(value) : value.trim()) : null]);
      return send(SetProfileDocument, { input: { ...Object.fromEntries(given), idempotencyKey } });
    },
    (payload) => {
      outdate();
      say("It is saved.");
      go(payload?.user?.handle ? to("u", payload.user.handle) : to(""));
    },
  );
  return (
    <Form of={writing} button="Save" cancel={user.handle ? to("u", user.handle) : to("")}>
      <Field of={writing} name="name" label="Name" most={100} hint="What others call you." />
      <Field of={writing} name="handle" label="Handle" most={128} hint="Yours alone, without spaces. It is the address of your profile." />
      <Field of={writing} name="avatarUrl" label="Picture" type="url" most={2_008} optional hint="The address of a picture of you. It begins with https://." />
      <Field of={writing} name="bio" label="About you" most={10_000} rows={5} optional {...(!asText && { hint: "This text is HTML." })} />
    </Form>
  );
}
