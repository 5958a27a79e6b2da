// How many notifications the viewer has not read, as the latest answer says.
import { signal } from "./signal";

interface Counted {
  viewer?: { inbox?: { unreadCount?: number } } | null;
  markNotificationsRead?: { inbox: { unreadCount: number } | null };
}

export const unread = signal(0);

/** Take in what an answer says of it, if it says anything. */
export function count(answer: unknown): void {
  const { viewer, markNotificationsRead } = answer as Counted;
  const given = (viewer ?? markNotificationsRead)?.inbox?.unreadCount;
  if (viewer === null) unread.set(0);
  else if (given !== undefined) unread.set(given);
}
