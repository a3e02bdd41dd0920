"use client";

import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import { addFilesAction, deleteSessionAction } from "#app/(workspace)/sessions/actions.ts";
import { DataPanel } from "#components/datasets/data-panel.tsx";
import type { SessionData } from "#components/datasets/session-data.ts";
import { Logo } from "#components/layout/logo.tsx";
import type { Panels } from "#components/layout/panels.ts";
import { usePanels } from "#components/layout/use-panels.ts";
import { deleteWithUndo } from "#components/sessions/pending-deletions.ts";
import { SessionNav } from "#components/sessions/session-nav.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toasts.ts";
import { DropArea } from "#components/upload/drop-area.tsx";
import { untilReached } from "#components/upload/until-reached.ts";
import { useUploads } from "#components/upload/use-uploads.ts";
import type { ChatMessage, SessionSummary } from "#lib/sessions/schema.ts";
import { Conversation } from "./conversation.tsx";
import { SessionHeader } from "./session-header.tsx";
import { useSessionChat } from "./use-session-chat.ts";
import { useSessionEvents } from "./use-session-events.ts";
import { useSessionState } from "./use-session-state.ts";

export interface SessionWorkspaceProps {
  session: { id: string; title: string; shared: boolean };
  messages: ChatMessage[];
  svgs: Record<string, string>;
  data: SessionData;
  panels: Panels;
  maxUploadBytes: number;
  nav: { sessions: SessionSummary[]; now: string; hasMore: boolean };
}

/** A session: the other sessions on the left, the conversation in the middle, the data on the right. */
export function SessionWorkspace(props: SessionWorkspaceProps) {
  const { id } = props.session;
  const router = useRouter();
  const state = useSessionState(id, { ...props.session, data: props.data });
  const { panels, sheet, toggle, closeSheet } = usePanels(props.panels);
  const chat = useSessionChat({
    sessionId: id,
    stored: props.messages,
    onTitle: state.setTitle,
    onAnswered: state.refresh,
  });
  const isLoading = state.data.files.some(({ status }) => status === "loading");
  useSessionEvents(id, isLoading, (type) => {
    if (type === "run") chat.noticeRun();
    else void state.refresh();
  });
  const { uploads, add, remove } = useUploads(props.maxUploadBytes, async (uploadIds) => {
    const addFiles = () => addFilesAction(id, uploadIds);
    const outcome = await untilReached(addFiles, () => toast(ARRIVED)).catch(() => null);
    if (!outcome?.ok)
      toast(outcome?.message ?? "The files were not added: the server cannot be reached.", DANGER);
    await state.refresh();
    return true;
  });

  function leave() {
    deleteWithUndo({ id, title: state.title }, deleteSessionAction);
    router.push("/sessions");
  }

  const nav = (
    <SessionNav
      {...props.nav}
      current={{ id, title: state.title }}
      onDeleteCurrent={() => router.push("/sessions")}
    />
  );
  const data = <DataPanel data={state.data} onFiles={add} onChange={state.refresh} />;

  return (
    <div className="flex min-h-dvh">
      <aside
        aria-label="Sessions panel"
        className={clsx(SIDE, "w-64 border-r", panels.sessions && "lg:flex")}
      >
        <div className="flex h-13 shrink-0 items-center px-4">
          <Logo href="/sessions" />
        </div>
        {nav}
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <SessionHeader
          session={{ id, title: state.title, shared: state.shared }}
          onTitle={state.setTitle}
          onShared={state.setShared}
          onDelete={leave}
          onToggle={toggle}
        />
        <Conversation
          chat={chat}
          data={state.data}
          svgs={props.svgs}
          uploads={uploads}
          onRemoveUpload={remove}
        />
      </div>
      <aside
        aria-label="Data"
        className={clsx(SIDE, "w-84 overflow-y-auto border-l", panels.data && "xl:flex")}
      >
        <h2 className="flex h-13 shrink-0 items-center border-b border-line px-4 text-sm font-medium">
          Data
        </h2>
        {data}
      </aside>
      <Dialog open={sheet === "sessions"} onClose={closeSheet} title="Sessions" side="left">
        {nav}
      </Dialog>
      <Dialog open={sheet === "data"} onClose={closeSheet} title="Data" side="right">
        <div className="min-h-0 flex-1 overflow-y-auto">{data}</div>
      </Dialog>
      <DropArea hint="Drop to add these files to the session" onFiles={add} />
    </div>
  );
}

const SIDE = "sticky top-0 hidden h-dvh shrink-0 flex-col border-line bg-surface";
const ARRIVED = "The files have arrived, but the connection is lost. They join as soon as it is back.";
const DANGER = { tone: "danger" } as const;
