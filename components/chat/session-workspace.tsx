"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useRef } from "react";
import { addFilesAction } from "#app/(workspace)/sessions/actions.ts";
import { DataPanel } from "#components/datasets/data-panel.tsx";
import type { SessionData } from "#components/datasets/session-data.ts";
import { Logo } from "#components/layout/logo.tsx";
import type { Panels } from "#components/layout/panels.ts";
import { showInDataPanel } from "#components/layout/show-in-data-panel.ts";
import { usePanels } from "#components/layout/use-panels.ts";
import { useTabTitle } from "#components/layout/use-tab-title.ts";
import { deleteSessionWithUndo } from "#components/sessions/delete-session.ts";
import { SessionNav } from "#components/sessions/session-nav.tsx";
import { tellOfSessions } from "#components/sessions/session-news.ts";
import type { LatestSessions } from "#components/sessions/use-current-sessions.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { useHidden } from "#components/ui/deletions.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { toast } from "#components/ui/toasts.ts";
import { chooseFiles } from "#components/upload/choose-files.tsx";
import { DropArea } from "#components/upload/drop-area.tsx";
import { untilReached } from "#components/upload/until-reached.ts";
import { useUploads } from "#components/upload/use-uploads.ts";
import type { ChatMessage } from "#lib/sessions/schema.ts";
import { COMPOSER_ID } from "./composer.tsx";
import { Conversation } from "./conversation.tsx";
import { type HeaderHandle, SessionHeader } from "./session-header.tsx";
import { useSessionChat } from "./use-session-chat.ts";
import { useSessionCommands } from "./use-session-commands.ts";
import { useSessionEvents } from "./use-session-events.ts";
import { useSessionState } from "./use-session-state.ts";

export interface SessionWorkspaceProps {
  session: { id: string; title: string; shared: boolean };
  messages: ChatMessage[];
  svgs: Record<string, string>;
  data: SessionData;
  panels: Panels;
  maxUploadBytes: number;
  nav: LatestSessions;
}

/** A session: the other sessions on the left, the conversation in the middle, the data on the right. */
export function SessionWorkspace(props: SessionWorkspaceProps) {
  const { id } = props.session;
  const router = useRouter();
  const state = useSessionState(id, { ...props.session, data: props.data });
  const header = useRef<HeaderHandle>(null);
  const { panels, sheet, toggle, show, closeSheet } = usePanels(props.panels);
  const data = useShownData(state.data);
  const opening = { ...data, suggestions: data.suggestions.slice(0, QUESTIONS_AT_FIRST) };
  const chat = useSessionChat({
    sessionId: id,
    stored: props.messages,
    onTitle: state.setTitle,
    onAnswered: () => {
      tellOfSessions();
      void state.refresh();
    },
  });
  useTabTitle(state.title, chat.running !== null);
  useTellOfTitle(state.title);
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

  useSessionCommands(data, chat.running !== null, {
    lookOver: chat.lookOver,
    stop: chat.stop,
    upload: () => chooseFiles(add),
    rename: () => header.current?.rename(),
    share: () => header.current?.share(),
    remove: leave,
    toggle,
    show: (table, column) => {
      show("data");
      requestAnimationFrame(() => requestAnimationFrame(() => showInDataPanel(table, column)));
    },
  });

  /** A question that the data panel offers is written for the person to send. */
  function propose(question: string) {
    closeSheet();
    chat.setDraft(question);
    document.getElementById(COMPOSER_ID)?.focus();
  }

  function leave() {
    deleteSessionWithUndo({ id, title: state.title });
    router.push("/sessions");
  }

  const nav = (
    <SessionNav
      list={props.nav}
      current={{ id, title: state.title }}
      onDeleteCurrent={() => router.push("/sessions")}
    />
  );
  const dataPanel = <DataPanel data={data} onFiles={add} onChange={state.refresh} onAsk={propose} />;

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
          ref={header}
          session={{ id, title: state.title, shared: state.shared }}
          onTitle={state.setTitle}
          onShared={state.setShared}
          onDelete={leave}
          onToggle={toggle}
        />
        {state.isGone && <Gone />}
        <Conversation
          chat={chat}
          data={opening}
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
        {dataPanel}
      </aside>
      <Dialog open={sheet === "sessions"} onClose={closeSheet} title="Sessions" shape="left">
        {nav}
      </Dialog>
      <Dialog open={sheet === "data"} onClose={closeSheet} title="Data" shape="right">
        <div className="min-h-0 flex-1 overflow-y-auto">{dataPanel}</div>
      </Dialog>
      <DropArea hint="Drop to add these files to the session" onFiles={add} />
    </div>
  );
}

/** The session was deleted elsewhere: what is on the page can still be read. */
function Gone() {
  return (
    <div className="mx-auto w-full max-w-3xl px-4 pt-4 sm:px-6">
      <Notice
        tone="danger"
        action={
          <Link href="/sessions" className={buttonClass("plain", "sm")}>
            Go to your sessions
          </Link>
        }
      >
        This session was deleted in another window. You can still read what is here, but not ask.
      </Notice>
    </div>
  );
}

/** How many questions stand at the head of a fresh session; the others follow the answers. */
const QUESTIONS_AT_FIRST = 3;

/** The data without the files that are as good as deleted. */
function useShownData(data: SessionData): SessionData {
  const hidden = useHidden();
  return useMemo(
    () => ({ ...data, files: data.files.filter((file) => !hidden.has(file.id)) }),
    [data, hidden],
  );
}

/** The lists beside and in other tabs follow the title. */
function useTellOfTitle(title: string) {
  const told = useRef(title);
  useEffect(() => {
    if (told.current === title) return;
    told.current = title;
    tellOfSessions();
  }, [title]);
}

const SIDE = "sticky top-0 hidden h-dvh shrink-0 flex-col border-line bg-surface";
const ARRIVED = "The files have arrived, but the connection is lost. They join as soon as it is back.";
const DANGER = { tone: "danger" } as const;
