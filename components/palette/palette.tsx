"use client";

import { Command as Cmdk } from "cmdk";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { typeLabel } from "#components/datasets/column-format.ts";
import { useHidden } from "#components/ui/deletions.ts";
import { Modal } from "#components/ui/modal.tsx";
import { KeyCaps } from "./key-caps.tsx";
import { bestMatches, matchScore } from "./match.ts";
import { commandsOf, type PageOffer, useOffers } from "./page-store.ts";
import { useFoundSessions } from "./use-found-sessions.ts";

const MOST = 8;

/** Finds what there is to do and to open by a few letters: commands, this session's tables and columns, all sessions. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const router = useRouter();
  const offers = useOffers();
  const hidden = useHidden();
  const { sessions, search } = useFoundSessions(typed);
  const commands = commandsFor(typed, offers);
  const names = namesFor(typed, offers);
  const shown = sessions.filter(({ id }) => !hidden.has(id)).slice(0, MOST);
  const isEmpty = commands.length + names.length + shown.length === 0;

  /** The dialog gives the focus back first; then what was chosen may take it. */
  function choose(run: () => void) {
    onClose();
    requestAnimationFrame(() => requestAnimationFrame(run));
  }

  // The kind of thing whose first find is the nearest stands first; without a word they stand as here.
  const groups = [
    {
      score: scoreOf(typed, commands[0]?.label),
      group: (
        <Group key="commands" title="Actions">
          {commands.map(({ id, label, keys, run }) => (
            <Item key={id} id={id} label={label} keys={keys?.[0]} onChoose={() => choose(run)} />
          ))}
        </Group>
      ),
    },
    {
      score: scoreOf(typed, names[0]?.label),
      group: (
        <Group key="names" title="In this session">
          {names.map(({ id, label, note, show }) => (
            <Item key={id} id={id} label={label} note={note} isName onChoose={() => choose(show)} />
          ))}
        </Group>
      ),
    },
    {
      score: scoreOf(typed, shown[0]?.title),
      group: (
        <Group key="sessions" title={typed.trim() === "" ? "Latest sessions" : "Sessions"}>
          {shown.map(({ id, title, files }) => (
            <Item
              key={id}
              id={id}
              label={title}
              note={files.map(({ filename }) => filename).join(", ")}
              onChoose={() => choose(() => router.push(`/sessions/${id}`))}
            />
          ))}
        </Group>
      ),
    },
  ];

  return (
    <Modal open onClose={onClose} label="Search and commands" className={BOX}>
      <Cmdk label="Search and commands" shouldFilter={false} vimBindings={false} loop>
        <Cmdk.Input
          data-focus-first
          value={typed}
          onValueChange={setTyped}
          maxLength={200}
          placeholder="Find a session, a table, a column or an action"
          className="h-13 w-full border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-muted"
        />
        <Cmdk.List label="Found" className="max-h-[min(26rem,60dvh)] overflow-y-auto p-1.5">
          {groups.toSorted((a, b) => b.score - a.score).map(({ group }) => group)}
        </Cmdk.List>
      </Cmdk>
      <p role="status" className="border-t border-line px-4 py-2.5 text-sm text-muted empty:hidden">
        {search === "failed" && "Older sessions cannot be searched: the server does not answer."}
        {search === "waiting" && isEmpty && "Searching…"}
        {search === "done" && isEmpty && `Nothing here is called “${typed.trim()}”.`}
      </p>
    </Modal>
  );
}

const BOX =
  "mx-auto mt-[12dvh] mb-auto w-[min(38rem,calc(100vw-1.5rem))] overflow-hidden rounded-lg border border-line bg-raised text-ink shadow-high open:animate-appear max-sm:mt-3";

function Group({ title, children }: { title: string; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <Cmdk.Group
      heading={title}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
    >
      {children}
    </Cmdk.Group>
  );
}

function Item({
  id,
  label,
  note,
  keys,
  isName = false,
  onChoose,
}: {
  id: string;
  label: string;
  note?: string;
  keys?: string | undefined;
  isName?: boolean;
  onChoose: () => void;
}) {
  return (
    <Cmdk.Item
      value={id}
      onSelect={onChoose}
      className="flex min-h-10 cursor-pointer items-center gap-3 rounded-md px-2.5 text-sm data-[selected=true]:bg-tint"
    >
      <span className={isName ? "truncate font-mono" : "shrink-0 truncate max-w-[70%]"}>{label}</span>
      <span className="min-w-0 flex-1 truncate text-right text-muted">{note}</span>
      {keys && <KeyCaps keys={keys} />}
    </Cmdk.Item>
  );
}

function scoreOf(typed: string, label: string | undefined): number {
  return label === undefined ? -1 : matchScore(typed, label);
}

function commandsFor(typed: string, offers: readonly PageOffer[]) {
  const all = commandsOf(offers).filter(({ isMove }) => !isMove);
  if (typed.trim() === "") return all;
  return bestMatches(typed, all, ({ label, slash, words = [] }) => [label, slash ?? "", ...words], MOST);
}

interface Name {
  id: string;
  label: string;
  note: string;
  show: () => void;
}

/** The tables of the open session, and for letters typed its columns. */
function namesFor(typed: string, offers: readonly PageOffer[]): Name[] {
  const tables: Name[] = [];
  const columns: Name[] = [];
  for (const { tables: offered = [], onShow } of offers) {
    for (const { table, filename, columns: own } of offered) {
      tables.push({
        id: `table ${table}`,
        label: table,
        note: `table, ${filename}`,
        show: () => onShow?.(table),
      });
      for (const { name, type } of own) {
        const note = `${typeLabel(type)}, in ${table}`;
        columns.push({ id: `column ${table} ${name}`, label: name, note, show: () => onShow?.(table, name) });
      }
    }
  }
  if (typed.trim() === "") return tables;
  return bestMatches(typed, [...tables, ...columns], ({ label }) => [label], MOST);
}
