// What the latest answer says of the viewer: his id, and how much he has not read.
import { signal } from "./signal";

interface Said {
  viewer?: { user?: { id: string } | null; inbox?: { unreadCount?: number } | null } | null;
  markNotificationsRead?: { inbox: { unreadCount: number } | null } | null;
}

/** The viewer's global id; empty for nobody. */
export const myself = signal("");

/** How many notifications are new. */
export const unread = signal(0);

/** Take in what an answer says of the viewer, if it says anything. */
export function meet(answer: unknown): void {
  const { viewer, markNotificationsRead } = answer as Said;
  const count = (viewer ?? markNotificationsRead)?.inbox?.unreadCount;
  if (viewer === null || count !== undefined) unread.set(count ?? 0);
  if (viewer === null || viewer?.user) myself.set(viewer?.user?.id ?? "");
}
