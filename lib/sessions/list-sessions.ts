import "server-only";
import { z } from "zod";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { isoTime, type ListOf, type PageQuery } from "#lib/core/schema.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { storableText } from "./runs/event-rows.ts";
import type { SessionSummary } from "./schema.ts";
import { summaryIncludes, toSummary } from "./session-view.ts";

const cursor = z.tuple([isoTime, z.uuid()]);

/** The workspace's sessions, those last worked in first; `q` searches titles and file names, without regard to case. */
export async function listSessions({
  ctx,
  input,
}: {
  ctx: Context;
  input: { q?: string | undefined; page: PageQuery };
}): Promise<ListOf<SessionSummary>> {
  const { page } = input;
  const where: Prisma.SessionWhereInput = { workspaceId: ctx.workspaceId, ...matching(input.q) };
  const [count, rows] = await Promise.all([
    db().session.count({ where }),
    db().session.findMany({
      where: { AND: [where, page.cursor === undefined ? {} : after(page.cursor)] },
      include: summaryIncludes,
      orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
      take: page.limit + 1,
    }),
  ]);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const next = rows.length > page.limit && last ? cursorOf(last.updatedAt, last.id) : null;
  return { data: shown.map(toSummary), count, next_cursor: next };
}

function matching(q: string | undefined): Prisma.SessionWhereInput {
  const words = storableText(q ?? "").trim();
  if (words === "") return {};
  // LIKE's own signs stand for themselves in what a person types.
  const contains = { contains: words.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" } as const;
  return { OR: [{ title: contains }, { datasets: { some: { filename: contains } } }] };
}

function cursorOf(updatedAt: Date, id: string): string {
  return Buffer.from(JSON.stringify([updatedAt.toISOString(), id])).toString("base64url");
}

function after(text: string): Prisma.SessionWhereInput {
  const [time, id] = parseCursor(text);
  const updatedAt = new Date(time);
  return { OR: [{ updatedAt: { lt: updatedAt } }, { updatedAt, id: { lt: id } }] };
}

function parseCursor(text: string): z.infer<typeof cursor> {
  try {
    return cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch (cause) {
    throw new AppError("invalid", "The cursor is not one that a list gave.", { cause });
  }
}
