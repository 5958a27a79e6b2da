// Live: what others do, while it is looked at.

/** Keep an article's counts as they are now. */
export function useArticle(_id: string | undefined): void {}

/** Says that there is more than is shown, and shows it. */
export function Fresh(_: { refresh: () => Promise<void> }) {
  return null;
}
