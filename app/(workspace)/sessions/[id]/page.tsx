import type { Metadata } from "next";
import { cookies } from "next/headers";
import { chatMessages } from "#components/chat/read-messages.ts";
import { SessionWorkspace } from "#components/chat/session-workspace.tsx";
import { PANELS_COOKIE, readPanels } from "#components/layout/panels.ts";
import { env } from "#lib/core/env.ts";
import { requirePageContext } from "#lib/http/page-context.ts";
import { listSessions } from "#lib/sessions/list-sessions.ts";
import { sessionPlots } from "#lib/sessions/session-plots.ts";
import { sessionData } from "../session-data.ts";
import { readSession } from "./read-session.ts";

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readSession((await params).id)).title };
}

export default async function SessionPage({ params }: Props) {
  const session = await readSession((await params).id);
  const ctx = await requirePageContext();
  const [svgs, sessions, data, jar] = await Promise.all([
    sessionPlots({ ctx, input: { session_id: session.id } }),
    listSessions({ ctx, input: { page: { limit: 50 } } }),
    sessionData(ctx, session.id, session.files),
    cookies(),
  ]);
  return (
    <SessionWorkspace
      key={session.id}
      session={{ id: session.id, title: session.title, shared: session.shared }}
      messages={chatMessages(session.messages)}
      svgs={Object.fromEntries(svgs)}
      data={data}
      panels={readPanels(jar.get(PANELS_COOKIE)?.value)}
      maxUploadBytes={env().maxUploadBytes}
      nav={{ sessions: sessions.data, now: new Date().toISOString(), hasMore: sessions.next_cursor !== null }}
    />
  );
}
