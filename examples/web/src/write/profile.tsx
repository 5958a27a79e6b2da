// One's own profile.
import { useState } from "preact/hooks";
import { ProfilePageDocument, type ProfilePageQuery, SetProfileDocument } from "../generated";
import { say } from "../notice";
import { Avatar, Empty, Skeleton, Trouble, useTitle } from "../parts";
import { outdate, useReading } from "../reading";
import { go, type Route, to } from "../route";
import { send } from "../sending";
import { adviceOf } from "../session";
import { Field, Form, useWriting, type Writing } from "./form";
import { htmlOf, isText, textOf } from "./text";
import { PICTURES, upload } from "./upload";

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
      <Portrait of={writing} />
      <Field of={writing} name="bio" label="About you" most={10_000} rows={5} optional {...(!asText && { hint: "This text is HTML." })} />
    </Form>
  );
}

/** A picture of oneself: a file of this device, or an address. */
function Portrait({ of }: { of: Writing }) {
  const [told, tell] = useState("");
  const url = of.values["avatarUrl"] ?? "";
  const take = async (file: File | undefined) => {
    if (!file) return;
    tell(`${file.name} is on its way.`);
    try {
      of.set({ avatarUrl: (await upload(file, () => undefined)).url });
      tell("It is shown when you save.");
    } catch (failure) {
      tell((failure as Error).message);
    }
  };
  return (
    <fieldset class="portrait">
      <legend>Picture</legend>
      <div class="portrait-row">
        <Avatar name={of.values["name"] || "?"} picture={url || null} />
        <label class="button upload">
          Upload a picture
          <input
            type="file"
            accept={PICTURES}
            onChange={({ currentTarget }) => {
              void take(currentTarget.files?.[0]);
              currentTarget.value = "";
            }}
          />
        </label>
        {url && (
          <button type="button" class="quiet" onClick={() => of.set({ avatarUrl: "" })}>
            Remove
          </button>
        )}
      </div>
      <p class="quiet-words" role="status">
        {told}
      </p>
      {!url.startsWith("/media/") && <Field of={of} name="avatarUrl" label="Or its address" type="url" most={2_008} optional hint="It begins with https://." />}
    </fieldset>
  );
}
