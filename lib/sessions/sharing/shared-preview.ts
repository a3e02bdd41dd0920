import "server-only";
import { createHash } from "node:crypto";
import { CARD, previewCard } from "#lib/charts/preview-card.ts";
import { drawPng } from "#lib/charts/server/draw-png.ts";
import { formatPlural } from "#lib/core/format.ts";
import { singleton } from "#lib/core/singleton.ts";
import { db } from "#lib/db/client.ts";
import { findSession } from "#lib/sessions/find-session.ts";
import { shareContext } from "./share-context.ts";

export interface PreviewImage {
  png: Buffer;
  /** Another one as soon as the picture would look different. */
  etag: string;
}

/** Pictures kept, about 60 kB each: one that many chats unfold at once is drawn once. */
const KEPT = 64;

/**
 * The picture of a shared session for link previews: its first chart, or its title in large letters.
 * 404 for an unknown or revoked token.
 */
export async function sharedPreview({ input }: { input: { token: string } }): Promise<PreviewImage> {
  const { ctx, session_id } = await shareContext(input.token);
  const session = await findSession(ctx, session_id);
  const where = { sessionId: session_id, workspaceId: ctx.workspaceId };
  const [plot, questions, files] = await Promise.all([
    db().plot.findFirst({
      where: { ...where, svg: { not: null } },
      orderBy: { id: "asc" },
      select: { svg: true },
    }),
    db().message.count({ where: { sessionId: session_id, role: "user" } }),
    db().dataset.findMany({ where, orderBy: { id: "asc" }, select: { filename: true }, take: 3 }),
  ]);
  const data = files.map(({ filename }) => filename).join(", ");
  const about = [formatPlural(questions, "question"), data && `about ${data}`].filter(Boolean).join(" ");
  return drawnOnce(previewCard({ title: session.title, about, chart: plot?.svg ?? null }));
}

/** One drawing of the same card, however many ask for it at the same time. */
async function drawnOnce(svg: string): Promise<PreviewImage> {
  const kept = singleton("preview-images", () => new Map<string, Promise<Buffer>>());
  const key = createHash("sha256").update(svg).digest("base64url").slice(0, 22);
  const known = kept.get(key);
  const drawing = known ?? drawPng(svg, CARD.width);
  kept.delete(key);
  kept.set(key, drawing);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  try {
    return { png: await drawing, etag: `"${key}"` };
  } catch (error) {
    kept.delete(key);
    throw error;
  }
}
