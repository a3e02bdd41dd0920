import { inputClass } from "#components/ui/field.tsx";

export interface PlanColumn {
  name: string;
  type: string;
}

/** One column of the table. */
export function ColumnSelect({
  id,
  label,
  columns,
  value,
  onChange,
}: {
  id?: string;
  /** Where no visible label stands beside it. */
  label?: string;
  columns: readonly PlanColumn[];
  value: string;
  onChange: (name: string) => void;
}) {
  const isUnknown = value !== "" && !columns.some(({ name }) => name === value);
  return (
    <select
      id={id}
      aria-label={label}
      className={inputClass}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">Choose a column…</option>
      {isUnknown && <option value={value}>{value}</option>}
      {columns.map(({ name, type }) => (
        <option key={name} value={name}>
          {`${name}  (${type.toLowerCase()})`}
        </option>
      ))}
    </select>
  );
}
