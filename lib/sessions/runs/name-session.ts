import "server-only";
import type { Ask, Planner } from "#lib/agent/schema.ts";
import { NO_USAGE, type Usage } from "#lib/billing/schema.ts";
import type { Context } from "#lib/core/context.ts";
import { db } from "#lib/db/client.ts";

const TITLE_LIMIT_MS = 5000;
const TITLE_LENGTH = 60;

interface Naming {
  ctx: Context;
  session_id: string;
  planner: Planner;
  ask: Ask;
  answer: string;
  tables: string[];
  signal: AbortSignal;
}

/**
 * Titles a session after its first exchange, unless its person named it. Null when there is nothing to say:
 * a title is never worth failing or holding an answer for.
 */
export async function nameSession(naming: Naming): Promise<{ title: string | null; usage: Usage }> {
  const { ctx, session_id: id, planner, ask, answer, tables } = naming;
  if (answer === "" || !(await isUnnamed(ctx, id))) return { title: null, usage: NO_USAGE };
  const question = ask.kind === "question" ? ask.text : `What is in ${tables.join(", ")}?`;
  const limit = AbortSignal.timeout(TITLE_LIMIT_MS);
  const signal = AbortSignal.any([naming.signal, limit]);
  try {
    const made = await orAborted(planner.title({ question, answer, tables, signal }), signal);
    const title = made.title.trim().slice(0, TITLE_LENGTH);
    const named = title !== "" && (await storeTitle(ctx, id, title));
    return { title: named ? title : null, usage: made.usage };
  } catch (err) {
    if (!naming.signal.aborted) ctx.log.warn({ err, session_id: id }, "no title could be made");
    return { title: null, usage: NO_USAGE };
  }
}

/** Whether the person gave no name and no answer was finished before this one. */
async function isUnnamed(ctx: Context, id: string): Promise<boolean> {
  const finished = { role: "assistant", metadata: { path: ["status"], equals: "complete" } };
  const session = await db().session.findFirst({
    where: { id, workspaceId: ctx.workspaceId, titleIsOwn: false, messages: { none: finished } },
    select: { id: true },
  });
  return session !== null;
}

async function storeTitle(ctx: Context, id: string, title: string): Promise<boolean> {
  const where = { id, workspaceId: ctx.workspaceId, titleIsOwn: false };
  const { count } = await db().session.updateMany({ where, data: { title } });
  return count > 0;
}

/** The promise, or a rejection as soon as the signal aborts, whether or not the work heeds it. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
