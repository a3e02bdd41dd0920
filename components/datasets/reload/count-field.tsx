import { useId } from "react";
import { inputClass } from "#components/ui/field.tsx";

/** A whole number; empty leaves it to detection. */
export function CountField({
  label,
  value,
  found,
  most,
  onChange,
}: {
  label: string;
  value: number | undefined;
  found: number | null;
  most: number;
  onChange: (value: number | undefined) => void;
}) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={0}
        max={most}
        step={1}
        className={inputClass}
        placeholder={found === null ? "As found" : `As found: ${found}`}
        value={value ?? ""}
        onChange={({ target }) => onChange(wholeNumber(target.value, most))}
      />
    </div>
  );
}

function wholeNumber(typed: string, most: number): number | undefined {
  const number = Number(typed);
  if (typed.trim() === "" || !Number.isInteger(number) || number < 0) return undefined;
  return Math.min(number, most);
}
