"use client";

import { useEffect, useMemo, useRef } from "react";
import type { SessionData } from "#components/datasets/session-data.ts";
import { type Command, useOffer } from "#components/palette/page-store.ts";
import { COMPOSER_ID } from "./composer.tsx";
import { moveAnswer } from "./move-between-answers.ts";

/** What a session lets its commands do. */
export interface SessionDoes {
  lookOver: () => void;
  stop: () => void;
  upload: () => void;
  rename: () => void;
  share: () => void;
  remove: () => void;
  toggle: (panel: "sessions" | "data") => void;
  show: (table: string, column?: string) => void;
}

/** Offers a session's commands and names to the palette, the shortcuts and the composer. */
export function useSessionCommands(data: SessionData, isRunning: boolean, does: SessionDoes): void {
  const latest = useRef(does);
  useEffect(() => {
    latest.current = does;
  });
  const tables = useMemo(
    () =>
      data.files
        .filter(({ status }) => status === "ready")
        .map(({ table, filename, columns }) => ({ table, filename, columns })),
    [data.files],
  );
  const hasData = tables.length > 0;
  useOffer(
    useMemo(
      () => ({
        tables,
        questions: data.suggestions,
        onShow: (table: string, column?: string) => latest.current.show(table, column),
        commands: commandsOf({ hasData, isRunning }, () => latest.current),
      }),
      [tables, hasData, isRunning, data.suggestions],
    ),
  );
}

function commandsOf(state: { hasData: boolean; isRunning: boolean }, does: () => SessionDoes): Command[] {
  const working: Command[] = state.isRunning
    ? [{ id: "stop", label: "Stop the answer", slash: "stop", run: () => does().stop() }]
    : state.hasData
      ? [
          {
            id: "look",
            label: "Look it over for me",
            slash: "look",
            words: ["analyse", "analyze", "overview"],
            run: () => does().lookOver(),
          },
        ]
      : [];
  return [
    ...working,
    {
      id: "upload",
      label: "Add files",
      slash: "upload",
      words: ["upload", "data", "csv"],
      run: () => does().upload(),
    },
    {
      id: "rename",
      label: "Rename this session",
      slash: "rename",
      words: ["title"],
      run: () => does().rename(),
    },
    { id: "share", label: "Share this session", slash: "share", words: ["link"], run: () => does().share() },
    {
      id: "delete",
      label: "Delete this session",
      slash: "delete",
      words: ["remove"],
      run: () => does().remove(),
    },
    {
      id: "panel-sessions",
      label: "Show or hide the sessions",
      slash: "sessions",
      keys: ["["],
      words: ["panel"],
      run: () => does().toggle("sessions"),
    },
    {
      id: "panel-data",
      label: "Show or hide the data",
      slash: "data",
      keys: ["]"],
      words: ["panel", "columns", "files"],
      run: () => does().toggle("data"),
    },
    {
      id: "focus",
      label: "Ask a question",
      keys: ["/", "i"],
      isMove: true,
      run: () => document.getElementById(COMPOSER_ID)?.focus(),
    },
    { id: "next", label: "Next answer", keys: ["j"], isMove: true, run: () => moveAnswer(1) },
    { id: "previous", label: "Previous answer", keys: ["k"], isMove: true, run: () => moveAnswer(-1) },
  ];
}
