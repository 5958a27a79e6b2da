// The header: where one is, and who.
import { useEffect, useRef } from "preact/hooks";
import { introduce } from "./changes";
import { Bell } from "./inbox";
import { helping, KEYS } from "./keys";
import { myself } from "./me";
import { useMenu } from "./menu";
import { Avatar } from "./parts";
import { type Route, to } from "./route";
import { SearchBox } from "./search";
import { useSignal } from "./signal";
import { latest, useStore } from "./store";
import { signIn, signOut, signsIn } from "./session";
import { become, idOf, PEOPLE } from "./viewer";

interface Known {
  id: string;
  name?: string | null;
  handle?: string | null;
  avatarUrl?: string | null;
}

interface HeaderProps {
  route: Route;
  me: string;
}

export function Header({ route, me }: HeaderProps) {
  const link = (page: string, shown: string) => (
    <a href={to(page)} aria-current={route.page === page && !route.of ? "page" : undefined}>
      {shown}
    </a>
  );
  return (
    <header class="top">
      <div class="top-row">
        <a class="brand" href={to("")}>
          <Mark />
          Bandstand
        </a>
        <nav class="places" aria-label="Places">
          {link("", "Home")}
          {link("all", "Everything")}
          {link("tribes", "Tribes")}
          {link("people", "People")}
        </nav>
        <SearchBox route={route} />
        <div class="mine">
          {me && (
            <a class="chip write" href={to("write", "", { tribe: route.page === "t" ? route.of : "" })}>
              <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
                <path d="m4 20 1-5L16 4l4 4L9 19l-5 1Z" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" />
              </svg>
              <span>Write</span>
            </a>
          )}
          {me && <Bell me={me} here={route.page === "inbox"} />}
          <Who me={me} />
        </div>
      </div>
    </header>
  );
}

/** A rev counter, near the red. */
function Mark() {
  return (
    <svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true">
      <path d="M4.2 17.5a9 9 0 1 1 15.6 0" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" />
      <path class="needle" d="M12 13.5 17 7" fill="none" stroke-width="2.4" stroke-linecap="round" />
    </svg>
  );
}

/** Who this window is: the way to their profile, and a menu to be somebody else. */
function Who({ me }: { me: string }) {
  useStore();
  const it = latest<Known>({ id: useSignal(myself) });
  const shown = (me && it.name) || me;
  const menu = useMenu();
  const way = signsIn();
  const close = () => {
    if (menu.current) menu.current.open = false;
  };
  const be = (id: string) => {
    close();
    menu.current?.querySelector("summary")?.focus();
    become(id);
  };
  const saved = (
    <li>
      <a href={to("saved")} onClick={close}>
        Kept for later
      </a>
    </li>
  );
  if (way === "none") return null;
  if (way === "openid" && !me) {
    return (
      <button class="primary sign-in" onClick={() => void signIn()}>
        Sign in
      </button>
    );
  }
  return (
    <>
      {me && (
        <a class="profile-link" href={it.handle ? to("u", it.handle) : to("me")}>
          <span class="unseen">Your profile, {shown}</span>
          <Avatar name={shown} picture={it.avatarUrl} />
        </a>
      )}
      <details class="who" ref={menu}>
        <summary>
          <span class="unseen">You are </span>
          <span class="who-name">{shown || "signed out"}</span>
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d="m2 4 4 4 4-4" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
          </svg>
        </summary>
        {way === "openid" ? (
          <div class="menu panel">
            <ul>
              {saved}
              <li>
                <button onClick={() => void signOut()}>Sign out</button>
              </li>
            </ul>
          </div>
        ) : (
        <div class="menu panel">
          <p>In development you are who you say. Another window can be somebody else.</p>
          <ul>
            {PEOPLE.map((id) => (
              <li key={id}>
                <button aria-pressed={id === me} onClick={() => be(id)}>
                  <Avatar name={id} />
                  {id}
                </button>
              </li>
            ))}
            <li>
              <button aria-pressed={me === ""} onClick={() => be("")}>
                <Avatar name="?" />
                signed out
              </button>
            </li>
            {me && saved}
          </ul>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              const box = event.currentTarget.elements.namedItem("name") as HTMLInputElement;
              const [given, id] = [box.value.trim(), idOf(box.value)];
              if (!id) return;
              be(id);
              void introduce(given, id);
              box.value = "";
            }}
          >
            <label>
              Somebody new
              <input name="name" required maxLength={60} autocomplete="off" placeholder="Tazio N." />
            </label>
            <button class="primary">Become</button>
          </form>
        </div>
        )}
      </details>
    </>
  );
}

/** The keys, when somebody asks for them. */
export function Help() {
  const open = useSignal(helping);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} class="panel" aria-labelledby="keys" onClose={() => helping.set(false)}>
      <h2 id="keys">Keys</h2>
      <dl>
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button class="primary" onClick={() => helping.set(false)}>
        Close
      </button>
    </dialog>
  );
}
