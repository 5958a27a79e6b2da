// A picture: room for it is kept before it is there, so that nothing moves when it comes.
import { useState } from "preact/hooks";

export interface Shown {
  url: string;
  alt: string;
  /** Of what was uploaded. */
  type?: string | null;
  width?: number | null;
  height?: number | null;
  blurHash?: string | null;
}

interface PictureProps {
  of: Shown;
  /** Beside words, as a card shows it: all of one size, cut to it. */
  thumb?: boolean;
  /** Whether it is likely to be seen at once. */
  soon?: boolean;
}

export function Picture({ of, thumb = false, soon = false }: PictureProps) {
  const [failed, fail] = useState(false);
  const known = !thumb && of.width && of.height;
  const style = {
    ...(known && { aspectRatio: `${of.width} / ${of.height}` }),
    ...(of.blurHash && { backgroundColor: mean(of.blurHash) }),
  };
  if (!isShown(of.url) || failed) {
    return <span class={thumb ? "picture thumb" : "picture missing"}>{!thumb && (of.alt || "This picture is not there.")}</span>;
  }
  if (of.type?.startsWith("video/")) {
    return thumb ? (
      <span class="picture thumb film" style={style} />
    ) : (
      <span class="picture" style={style}>
        <video src={of.url} aria-label={of.alt} controls preload="metadata" onError={() => fail(true)} />
      </span>
    );
  }
  return (
    <span class={thumb ? "picture thumb" : "picture"} style={style}>
      <img
        src={of.url}
        alt={thumb ? "" : of.alt}
        loading={soon ? "eager" : "lazy"}
        decoding="async"
        referrerpolicy="no-referrer"
        onError={() => fail(true)}
        {...(known && { width: of.width ?? 0, height: of.height ?? 0 })}
      />
    </span>
  );
}

/** Whether an address is one of this host, or one that the page's policy lets through. */
export function isShown(url: string): boolean {
  return /^(https:\/\/|\/(?!\/))/.test(url) || url.startsWith(`${location.origin}/`);
}

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

/** The colour of a whole picture, which its BlurHash begins with. */
function mean(hash: string): string {
  let value = 0;
  for (const digit of hash.slice(2, 6)) value = value * 83 + Math.max(0, DIGITS.indexOf(digit));
  return `#${(value & 0xffffff).toString(16).padStart(6, "0")}`;
}
