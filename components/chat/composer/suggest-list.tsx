import { clsx } from "clsx";
import { KeyCaps } from "#components/palette/key-caps.tsx";
import type { Choice } from "./use-suggest-list.ts";

export const optionId = (listId: string, at: number) => `${listId}-${at}`;

/** What may be meant by what is being typed; the field keeps the focus and names the chosen one. */
export function SuggestList({
  id,
  choices,
  active,
}: {
  id: string;
  choices: readonly Choice[];
  active: number | null;
}) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Suggestions while typing"
      className="absolute inset-x-0 bottom-full z-20 mb-1.5 max-h-[40dvh] overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-high"
    >
      {choices.map(({ id: key, label, note, keys, isName, take }, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, as the combobox pattern has it
        <div
          key={key}
          id={optionId(id, at)}
          role="option"
          tabIndex={-1}
          aria-selected={at === active}
          ref={(element) => {
            if (at === active) element?.scrollIntoView({ block: "nearest" });
          }}
          // The field keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={take}
          className={clsx(
            "flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 text-sm max-sm:min-h-10",
            at === active ? "bg-tint" : "hover:bg-hover",
          )}
        >
          <span className={clsx("truncate", isName ? "font-mono" : "font-medium")}>{label}</span>
          <span className="min-w-0 flex-1 truncate text-muted">{note}</span>
          {keys && <KeyCaps keys={keys} />}
        </div>
      ))}
    </div>
  );
}
