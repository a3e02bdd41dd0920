import { X } from "lucide-react";
import { useId } from "react";
import { ColumnSelect, type PlanColumn } from "./column-select.tsx";

/** Several columns, in the order in which they were chosen. */
export function ColumnsSelect({
  label,
  columns,
  value,
  onChange,
}: {
  label: string;
  columns: readonly PlanColumn[];
  value: readonly string[];
  onChange: (names: string[]) => void;
}) {
  const id = useId();
  const left = columns.filter(({ name }) => !value.includes(name));
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {value.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {value.map((name) => (
            <li key={name}>
              <button
                type="button"
                aria-label={`Remove ${name}`}
                className="inline-flex min-h-8 items-center gap-1.5 rounded-md border border-line bg-raised px-2 text-sm hover:bg-hover max-sm:min-h-10"
                onClick={() => onChange(value.filter((other) => other !== name))}
              >
                <span className="max-w-48 truncate">{name}</span>
                <X aria-hidden className="size-3.5 text-muted" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <ColumnSelect
        id={id}
        columns={left}
        value=""
        onChange={(name) => name !== "" && onChange([...value, name])}
      />
    </div>
  );
}
