import { useId } from "react";
import { inputClass } from "#components/ui/field.tsx";
import type { Json } from "#lib/core/schema.ts";
import { ColumnSelect, type PlanColumn } from "./column-select.tsx";
import { ColumnsSelect } from "./columns-select.tsx";
import { type FieldForm, labelOf } from "./operation-form.ts";
import { textOf, typedValues } from "./plan-draft.ts";
import { TypedInput } from "./typed-input.tsx";

/** The input of one of an operation's own fields. */
export function FieldInput({
  field,
  value,
  columns,
  onChange,
}: {
  field: FieldForm;
  value: Json | undefined;
  columns: readonly PlanColumn[];
  onChange: (value: Json | undefined) => void;
}) {
  const id = useId();
  const label = field.required ? labelOf(field.name) : `${labelOf(field.name)} (optional)`;
  if (field.input === "columns")
    return <ColumnsSelect label={label} columns={columns} value={listOf(value)} onChange={onChange} />;
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <OneInput id={id} field={field} value={value} columns={columns} onChange={onChange} />
      {field.description && <p className="text-xs text-muted">{field.description}</p>}
    </div>
  );
}

function OneInput({
  id,
  field,
  value,
  columns,
  onChange,
}: {
  id: string;
  field: FieldForm;
  value: Json | undefined;
  columns: readonly PlanColumn[];
  onChange: (value: Json | undefined) => void;
}) {
  const fallback = field.fallback ?? "";
  if (field.input === "column")
    return <ColumnSelect id={id} columns={columns} value={textOf(value)} onChange={onChange} />;
  if (field.input === "choice" || field.input === "flag") {
    const choices = field.input === "flag" ? ["true", "false"] : field.choices;
    const read = (text: string) => (field.input === "flag" ? text === "true" : text);
    return (
      <select
        id={id}
        className={inputClass}
        value={textOf(value)}
        onChange={({ target }) => onChange(target.value === "" ? undefined : read(target.value))}
      >
        <option value="">{fallback === "" ? "Choose…" : `As usual: ${fallback}`}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    );
  }
  if (field.input === "numbers")
    return (
      <TypedInput
        id={id}
        inputMode="decimal"
        placeholder={fallback || "0.25, 0.5, 0.75"}
        value={value}
        read={(text) => oneOrMany(typedValues(text, true))}
        onChange={onChange}
      />
    );
  return (
    <input
      id={id}
      className={inputClass}
      type={field.input === "number" ? "number" : "text"}
      step="any"
      placeholder={fallback}
      value={textOf(value)}
      onChange={({ target }) =>
        onChange(
          target.value === "" ? undefined : field.input === "number" ? Number(target.value) : target.value,
        )
      }
    />
  );
}

function listOf(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.map(textOf);
  return value === undefined || value === null ? [] : [textOf(value)];
}

function oneOrMany(values: Json[]): Json | undefined {
  if (values.length === 0) return undefined;
  return values.length === 1 ? values[0] : values;
}
