import { deleteSessionAction } from "#app/(workspace)/sessions/actions.ts";
import { deleteWithUndo } from "#components/ui/deletions.ts";
import { tellOfSessions } from "./session-news.ts";

/** Takes a session off the lists, and deletes it unless that is taken back within seconds. */
export function deleteSessionWithUndo({ id, title }: { id: string; title: string }): void {
  const thing = { id, name: title, path: `/api/v1/sessions/${id}`, onDeleted: tellOfSessions };
  deleteWithUndo(thing, deleteSessionAction);
}
