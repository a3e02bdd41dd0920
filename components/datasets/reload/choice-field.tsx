import { useId } from "react";
import { inputClass } from "#components/ui/field.tsx";
import type { Choice } from "./dialect-choices.ts";

const AS_FOUND = "as-found";

/** A choice among known values, the first of which leaves it to detection. */
export function ChoiceField({
  label,
  choices,
  value,
  found,
  onChange,
}: {
  label: string;
  choices: Choice[];
  /** Undefined while it is left to detection. */
  value: string | undefined;
  /** What detection says now, in words. */
  found: string | null;
  onChange: (value: string | undefined) => void;
}) {
  const id = useId();
  const own = value !== undefined && !choices.some((choice) => choice.value === value);
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        className={inputClass}
        value={value === undefined ? AS_FOUND : keyOf(value)}
        onChange={({ target }) =>
          onChange(target.value === AS_FOUND ? undefined : target.value.slice(KEY.length))
        }
      >
        <option value={AS_FOUND}>{found === null ? "As found" : `As found: ${found}`}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={keyOf(choice.value)}>
            {choice.label}
          </option>
        ))}
        {own && <option value={keyOf(value)}>{value}</option>}
      </select>
    </div>
  );
}

/** Keeps an empty value apart from "as found". */
const KEY = "is:";
const keyOf = (value: string) => `${KEY}${value}`;
