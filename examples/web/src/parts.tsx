// Parts: what many pages show alike.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { followTribe } from "./changes";
import type { Failure } from "./client";
import type { PersonFragment, PlaceFragment } from "./generated";
import { myself } from "./me";
import { isShown } from "./picture";
import { to } from "./route";
import { latest, there, useStore } from "./store";
import { ago, count, hue, initials, many } from "./words";

/** Somebody's picture, or the first letters of their name. */
export function Avatar({ name, square, picture }: { name: string; square?: boolean; picture?: string | null | undefined }) {
  const [failed, fail] = useState<string | null>(null);
  return (
    <span class={square ? "avatar square" : "avatar"} style={{ "--hue": hue(name) }} aria-hidden="true">
      {picture && picture !== failed && isShown(picture) ? <img src={picture} alt="" loading="lazy" referrerpolicy="no-referrer" onError={() => fail(picture)} /> : initials(name)}
    </span>
  );
}

/** Somebody's picture. */
export function Face({ of }: { of: PersonFragment }) {
  const it = latest(of);
  return <Avatar name={nameOf(it)} picture={it.avatarUrl} />;
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
  return it.handle === null ? <span>{nameOf(it)}</span> : <a href={to("u", it.handle)}>{nameOf(it)}</a>;
}

export function Place({ tribe }: { tribe: PlaceFragment }) {
  const it = latest(tribe);
  return it.slug === null ? <span>{nameOf(it)}</span> : <a href={to("t", it.slug)}>{nameOf(it)}</a>;
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
        {there(tribes).map((it) => (
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
  if (failure.code === "BAD_USER_INPUT") return <Lost>There is nothing to find here: {failure.message}.</Lost>;
  return (
    <div class="trouble panel" role="alert">
      <p>{failure.message}</p>
      {failure.retryable && <p class="quiet-words">It is tried again by itself.</p>}
      <button onClick={again}>Try again</button>
    </div>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <div class="empty panel">{children}</div>;
}

/** What an address leads to is not there. */
export function Lost({ children }: { children: ComponentChildren }) {
  return (
    <Empty>
      <h1>{children}</h1>
      <p>
        <a class="chip" href={to("")}>
          Home
        </a>
      </p>
    </Empty>
  );
}

/** After so long it is said that something is waited for. */
const PATIENCE_MS = 3_000;

/** What stands where something will be; as large as that, so that nothing moves. */
export function Skeleton({ rows = 12 }: { rows?: number }) {
  const [late, be] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => be(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="skeleton" role="status" aria-label={late ? undefined : "Loading"}>
      {late && <p class="waiting panel">Still waiting for the gateway…</p>}
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
