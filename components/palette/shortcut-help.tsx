"use client";

import { Dialog } from "#components/ui/dialog.tsx";
import { KeyCaps } from "./key-caps.tsx";
import { commandsOf, useOffers } from "./page-store.ts";
import { useSingleKeys } from "./use-shortcuts.ts";

/** What the field of a session does by itself. */
const IN_THE_FIELD = [
  { keys: "enter", label: "Send the question" },
  { keys: "shift+enter", label: "Begin a new line" },
  { keys: "tab", label: "Take the suggested name" },
  { keys: "arrowup", label: "Bring back an earlier question" },
  { keys: "/", label: "Commands, at the beginning" },
  { keys: "escape", label: "Close the list, or stop the answer" },
];

/** Every shortcut that works on this page. */
export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const offers = useOffers();
  const [on, setOn] = useSingleKeys();
  const commands = commandsOf(offers).flatMap(({ id, label, keys }) =>
    keys?.[0] ? [{ id, label, keys: keys[0] }] : [],
  );
  const isSession = offers.some(({ tables }) => tables !== undefined);
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <List title="On this page" items={commands} />
      {isSession && <List title="While you write a question" items={IN_THE_FIELD} />}
      <label className="mt-4 flex min-h-10 items-center gap-2.5 border-t border-line pt-3 text-sm">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => setOn(event.target.checked)}
          className="size-4 accent-(--color-accent)"
        />
        Single keys are shortcuts
      </label>
    </Dialog>
  );
}

function List({ title, items }: { title: string; items: { keys: string; label: string }[] }) {
  return (
    <section aria-label={title} className="mb-3">
      <h3 className="mb-1 text-sm text-muted">{title}</h3>
      <dl className="divide-y divide-line">
        {items.map(({ keys, label }) => (
          <div key={`${keys}-${label}`} className="flex min-h-9 items-center justify-between gap-4 text-sm">
            <dt>{label}</dt>
            <dd>
              <KeyCaps keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
