// Parts: what many pages show alike.
import type { ComponentChildren, KeyboardEventHandler, SubmitEventHandler } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { followTribe } from "./changes";
import type { Failure } from "./client";
import type { PersonFragment, PlaceFragment } from "./generated";
import { myself } from "./me";
import { to } from "./route";
import { latest, useStore } from "./store";
import { ago, count, hue, initials, many } from "./words";

export function Avatar({ name, square }: { name: string; square?: boolean }) {
  return (
    <span class={square ? "avatar square" : "avatar"} style={{ "--hue": hue(name) }} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** What the window is called, in tabs, in histories, and read aloud. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Bandstand` : "Bandstand";
  }, [title]);
}

interface Nameable {
  id: string;
  name: string | null;
  handle?: string | null;
  slug?: string | null;
}

/** Somebody's name. Who was never described has none. */
export function nameOf(it: Nameable): string {
  return it.name ?? it.handle ?? it.slug ?? (it.id === myself.get() ? "You" : "Somebody new");
}

export function Person({ user }: { user: PersonFragment }) {
  useStore();
  const it = latest(user);
  return it.handle === null ? <span>{nameOf(it)}</span> : <a href={to("user", it.handle)}>{nameOf(it)}</a>;
}

export function Place({ tribe }: { tribe: PlaceFragment }) {
  const it = latest(tribe);
  return it.slug === null ? <span>{nameOf(it)}</span> : <a href={to("tribe", it.slug)}>{nameOf(it)}</a>;
}

export function Time({ at }: { at: string }) {
  return (
    <time dateTime={at} title={new Date(at).toLocaleString()}>
      {ago(at)}
    </time>
  );
}

/** Up, as a needle goes. */
export function Needle() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="M2.5 10.5 8 5l5.5 5.5" fill="none" stroke="currentColor" stroke-width="2.25" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

interface Bumpable {
  id: string;
  bumpCount: number;
  viewerHasBumped: boolean;
}

export function Bump<T extends Bumpable>({ of, what, bump }: { of: T; what: string; bump: (it: T) => unknown }) {
  useStore();
  const it = latest(of);
  return (
    <button class="bump" data-bump aria-pressed={it.viewerHasBumped} onClick={() => void bump(it)} aria-label={`Bump ${what}, ${many(it.bumpCount, "bump")}`}>
      <Needle />
      <span class="number">{count(it.bumpCount)}</span>
    </button>
  );
}

interface Followable {
  id: string;
  viewerIsFollowing: boolean;
}

/** What was followed last: its button keeps the focus when its row moves to another list. */
let lately = "";

export function Follow({ of, name, follow }: { of: Followable; name: string; follow: () => unknown }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (of.id === lately && document.activeElement === document.body) button.current?.focus({ preventScroll: true });
  }, []);
  const press = () => {
    lately = of.id;
    void follow();
  };
  return (
    <button class={of.viewerIsFollowing ? "follow followed" : "follow"} ref={button} onClick={press}>
      {of.viewerIsFollowing ? "Following" : "Follow"}
      <span class="unseen"> {name}</span>
    </button>
  );
}

/** Tribes, each with a button to follow it. */
export function Tribes({ title, tribes }: { title: string; tribes: PlaceFragment[] }) {
  useStore();
  if (!tribes.length) return null;
  return (
    <section class="panel">
      <h2>{title}</h2>
      <ul class="rows">
        {tribes.map(latest).map((it) => (
          <li key={it.id}>
            <Avatar name={nameOf(it)} square />
            <span class="row-name">
              <Place tribe={it} />
              <small>{many(it.followerCount, "follower")}</small>
            </span>
            <Follow of={it} name={nameOf(it)} follow={() => followTribe(it)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Tabs<T extends string>(props: { label: string; words: readonly (readonly [T, string])[]; chosen: T; href: (word: T) => string }) {
  return (
    <nav class="tabs" aria-label={props.label}>
      {props.words.map(([word, shown]) => (
        <a key={word} href={props.href(word)} aria-current={word === props.chosen ? "true" : undefined}>
          {shown}
        </a>
      ))}
    </nav>
  );
}

/** What was written in HTML, and sanitised where it entered. */
export function Prose({ html }: { html: string }) {
  return <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />;
}

export function Trouble({ failure, again }: { failure: Failure; again: () => void }) {
  // The address asks for what there cannot be; to ask again helps nobody.
  if (failure.code === "BAD_USER_INPUT") return <Empty>There is nothing to find here: {failure.message}.</Empty>;
  return (
    <div class="trouble panel" role="alert">
      <p>{failure.message}</p>
      <button onClick={again}>Try again</button>
    </div>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <div class="empty panel">{children}</div>;
}

/** What stands where something will be. */
export function Skeleton({ rows = 4 }: { rows?: number }) {
  return (
    <div class="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, at) => (
        <div class="panel" key={at}>
          <i />
          <i />
          <i />
        </div>
      ))}
    </div>
  );
}

export function More({ more, busy }: { more: (() => void) | null; busy: boolean }) {
  if (!more) return null;
  return (
    <button class="more" onClick={more} aria-disabled={busy}>
      {busy ? "Loading…" : "More"}
    </button>
  );
}

interface FormProps {
  label: string;
  button: string;
  /** Whether it was taken; what was written stays where it was not. */
  send: (text: string) => Promise<boolean>;
  focus?: boolean;
  cancel?: () => void;
}

/** A box to write in. */
export function Writing({ label, button, send, focus = false, cancel }: FormProps) {
  const [busy, work] = useState(false);
  const submit: SubmitEventHandler<HTMLFormElement> = async (event) => {
    event.preventDefault();
    const box = event.currentTarget.elements.namedItem("text") as HTMLTextAreaElement;
    if (busy || !box.value.trim()) return;
    work(true);
    if (await send(box.value.trim())) box.value = "";
    work(false);
  };
  const withKeys: KeyboardEventHandler<HTMLTextAreaElement> = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
    if (event.key === "Escape") cancel?.();
  };
  return (
    <form class="writing" onSubmit={submit}>
      <textarea name="text" rows={3} maxLength={10_000} required aria-label={label} placeholder={label} onKeyDown={withKeys} ref={(box) => { if (focus && box && !box.dataset["met"]) { box.dataset["met"] = "1"; box.focus(); } }} />
      <div class="writing-foot">
        {cancel && (
          <button type="button" class="quiet" onClick={cancel}>
            Cancel
          </button>
        )}
        <button type="submit" class="primary" aria-disabled={busy}>
          {button}
        </button>
      </div>
    </form>
  );
}
