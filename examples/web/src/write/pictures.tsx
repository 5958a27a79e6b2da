// The pictures of an article: files of this device or addresses, and in words what is seen there.
import { useRef, useState } from "preact/hooks";
import type { PictureFragment } from "../generated";
import { isShown, Picture } from "../picture";
import { Field, type Writing } from "./form";
import { TAKEN, upload } from "./upload";

const PICTURES_MAX = 20;

type Given = Pick<PictureFragment, "url" | "alt"> & Partial<PictureFragment>;

/** What a file says of itself, by its address: it goes back as it came, unless another address is typed. */
const known = new Map<string, Partial<PictureFragment>>();

/** Pictures as the fields of a form. */
export function fieldsOf(media: Given[]): Record<string, string> {
  for (const { url, alt: _, ...rest } of media) if (rest.type) known.set(url, rest);
  return Object.fromEntries(media.flatMap(({ url, alt }, at) => [[`media.${at}.url`, url], [`media.${at}.alt`, alt]]));
}

/** The fields of a form as pictures. Those without an address are none, and keep their place. */
export function picturesOf(values: Record<string, string>): Given[] {
  return places(values).map((at) => {
    const url = (values[`media.${at}.url`] ?? "").trim();
    return { ...known.get(url), url, alt: (values[`media.${at}.alt`] ?? "").trim() };
  });
}

/** A file on its way. */
interface Going {
  name: string;
  share: number;
  wrong: string;
}

export function Pictures({ of }: { of: Writing }) {
  const there = places(of.values);
  const [going, go] = useState<Going[]>([]);
  // What is typed while a file is on its way stays.
  const latest = useRef(of);
  latest.current = of;
  const take = async (files: File[]) => {
    const room = PICTURES_MAX - there.length;
    const found = files.slice(0, room).map((file) => ({ file, told: { name: file.name, share: 0, wrong: "" } }));
    const show = () => go((all) => [...all]);
    go((all) => [...all.filter(({ wrong }) => !wrong), ...found.map(({ told }) => told)]);
    for (const { file, told } of found) {
      try {
        const made = await upload(file, (share) => {
          told.share = share;
          show();
        });
        known.set(made.url, made);
        const next = places(latest.current.values).length;
        latest.current.set({ [`media.${next}.url`]: made.url, [`media.${next}.alt`]: "" });
        go((all) => all.filter((one) => one !== told));
      } catch (failure) {
        told.wrong = (failure as Error).message;
        show();
      }
    }
  };
  const next = there.length;
  const remove = (at: number) => {
    const left = picturesOf(of.values).filter((_, place) => place !== at);
    const emptied = Object.fromEntries(there.flatMap((place) => [[`media.${place}.url`, REMOVED], [`media.${place}.alt`, REMOVED]]));
    of.set({ ...emptied, ...fieldsOf(left) });
  };
  return (
    <fieldset class="pictures">
      <legend>Pictures</legend>
      {there.map((at) => {
        const url = of.values[`media.${at}.url`] ?? "";
        return (
          <div class="picture-row" key={at}>
            <div class="picture-shown">{isShown(url) && <Picture key={url} of={{ url, alt: "" }} thumb />}</div>
            <div class="picture-words">
              {(!known.has(url) || of.wrong(`media.${at}.url`)) && <Field of={of} name={`media.${at}.url`} label="Address" type="url" most={2_008} hint="It begins with https://." />}
              <Field of={of} name={`media.${at}.alt`} label="What is seen there" most={300} optional hint="For who cannot see it." />
            </div>
            <button type="button" class="quiet" onClick={() => remove(at)} aria-label={`Remove picture ${at + 1}`}>
              Remove
            </button>
          </div>
        );
      })}
      {going.map(({ name, share, wrong }) => (
        <p key={name} class="going" role={wrong ? "alert" : "status"}>
          {name}: {wrong || <progress value={share} max={1} aria-label={`How much of ${name} is uploaded`} />}
        </p>
      ))}
      {next < PICTURES_MAX && (
        <label class="button upload">
          Upload pictures
          <input
            type="file"
            accept={TAKEN}
            multiple
            onChange={({ currentTarget }) => {
              void take([...(currentTarget.files ?? [])]);
              currentTarget.value = "";
            }}
          />
        </label>
      )}
      {next < PICTURES_MAX && (
        <button type="button" onClick={() => of.set({ [`media.${next}.url`]: "", [`media.${next}.alt`]: "" })}>
          Add a picture by its address
        </button>
      )}
      {of.wrong("media") && <p class="fault">{of.wrong("media")}</p>}
    </fieldset>
  );
}

const REMOVED = "\u0000";

function places(values: Record<string, string>): number[] {
  const found: number[] = [];
  for (let at = 0; (values[`media.${at}.url`] ?? REMOVED) !== REMOVED; at++) found.push(at);
  return found;
}
