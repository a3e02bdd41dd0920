"use client";

import { useMemo, useState } from "react";
import { commandsOf, type PageOffer } from "#components/palette/page-store.ts";
import { acceptName, completeName, namesOf } from "./complete.ts";
import { slashCommands, slashWord } from "./slash.ts";

export interface Choice {
  id: string;
  label: string;
  note: string;
  keys?: string;
  /** A name of the data is set as such. */
  isName: boolean;
  take: () => void;
}

interface Field {
  text: string;
  caret: number;
}

/**
 * The list under the caret: commands after a slash, else names of the data. A command is chosen from the start, so
 * that Enter runs it; a name only by the arrows or Tab, so that Enter sends what was written.
 */
export function useSuggestList(
  offers: readonly PageOffer[],
  onText: (text: string, caret: number) => void,
): {
  choices: Choice[];
  active: number | null;
  open: (field: Field) => void;
  close: () => void;
  move: (step: 1 | -1) => void;
} {
  const [field, setField] = useState<Field | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const names = useMemo(() => namesOf(offers.flatMap(({ tables = [] }) => tables)), [offers]);
  const close = () => setField(null);

  const word = field && slashWord(field.text);
  const commands = word === null ? [] : slashCommands(word, commandsOf(offers));
  const completion = field && word === null ? completeName(field.text, field.caret, names) : null;

  const ofCommands = commands.map(
    ({ id, label, slash, keys, run }): Choice => ({
      id,
      label: `/${slash}`,
      note: label,
      isName: false,
      ...(keys?.[0] ? { keys: keys[0] } : {}),
      take: () => {
        close();
        onText("", 0);
        run();
      },
    }),
  );
  const ofNames = (completion?.options ?? []).map(
    (option): Choice => ({
      id: `${option.kind}-${option.insert}`,
      label: option.name,
      note: option.note,
      isName: true,
      take: () => {
        close();
        if (!field || !completion) return;
        const { text, caret } = acceptName(field.text, completion, option);
        onText(text, caret);
      },
    }),
  );
  const choices = ofCommands.length > 0 ? ofCommands : ofNames;
  const first = ofCommands.length > 0 ? 0 : null;
  const active = choices.length === 0 ? null : chosen === null ? first : Math.min(chosen, choices.length - 1);

  return {
    choices,
    active,
    open: (next) => {
      setField(next);
      setChosen(null);
    },
    close,
    move: (step) => {
      const from = active ?? (step === 1 ? -1 : 0);
      setChosen((from + step + choices.length) % choices.length);
    },
  };
}
