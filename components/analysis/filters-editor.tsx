import { Plus, X } from "lucide-react";
import { Button, IconButton } from "#components/ui/button.tsx";
import { inputClass } from "#components/ui/field.tsx";
import type { Json } from "#lib/core/schema.ts";
import { filterOperator } from "#lib/datasets/schema.ts";
import { ColumnSelect, type PlanColumn } from "./column-select.tsx";
import { objectOf, textOf, typedValue, typedValues } from "./plan-draft.ts";
import { TypedInput } from "./typed-input.tsx";

const WORDS: Record<string, string> = {
  "==": "is",
  "!=": "is not",
  ">": "more than",
  "<": "less than",
  ">=": "at least",
  "<=": "at most",
  in: "is one of",
  not_in: "is none of",
  between: "between",
  contains: "contains",
  starts_with: "starts with",
  ends_with: "ends with",
  is_null: "is missing",
  not_null: "is there",
};
const WITHOUT_VALUE = ["is_null", "not_null"];
const WITH_LIST = ["in", "not_in", "between"];
const isNumeric = (type: string | undefined) => /INT|DOUBLE|FLOAT|DECIMAL/.test(type ?? "");

/** Conditions that all hold together. */
export function FiltersEditor({
  filters,
  columns,
  onChange,
}: {
  filters: readonly Json[];
  columns: readonly PlanColumn[];
  onChange: (at: number, filter: Json | undefined) => void;
}) {
  return (
    <div className="grid gap-2">
      {filters.map((filter, at) => (
        <FilterRow
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions are named by their place, as the plan's paths do
          key={at}
          at={at}
          filter={filter}
          columns={columns}
          onChange={(next) => onChange(at, next)}
        />
      ))}
      <div>
        <Button
          size="sm"
          onClick={() => onChange(filters.length, { column: columns[0]?.name ?? "", operator: "==" })}
        >
          <Plus aria-hidden className="size-3.5" />
          Add a condition
        </Button>
      </div>
    </div>
  );
}

function FilterRow({
  at,
  filter,
  columns,
  onChange,
}: {
  at: number;
  filter: Json;
  columns: readonly PlanColumn[];
  onChange: (filter: Json | undefined) => void;
}) {
  const { column, operator, value } = objectOf(filter);
  const [name, op] = [textOf(column), textOf(operator)];
  const numeric = isNumeric(columns.find((each) => each.name === name)?.type);
  const read = (text: string) =>
    WITH_LIST.includes(op) ? typedValues(text, numeric) : typedValue(text, numeric);
  const set = (next: { [field: string]: Json }) => onChange({ ...objectOf(filter), ...next });
  return (
    <fieldset aria-label={`Condition ${at + 1}`} className="flex min-w-0 items-start gap-1.5">
      <div className="grid min-w-0 flex-1 gap-1.5 sm:grid-cols-3">
        <ColumnSelect
          label={`Column of condition ${at + 1}`}
          columns={columns}
          value={name}
          onChange={(chosen) => set({ column: chosen })}
        />
        <select
          aria-label={`Operator of condition ${at + 1}`}
          className={inputClass}
          value={op}
          onChange={({ target }) => {
            const { value: _before, ...rest } = objectOf(filter);
            onChange({ ...rest, operator: target.value });
          }}
        >
          {filterOperator.options.map((option) => (
            <option key={option} value={option}>
              {WORDS[option] ?? option}
            </option>
          ))}
        </select>
        {!WITHOUT_VALUE.includes(op) && (
          <TypedInput
            key={`${op}-${numeric}`}
            aria-label={`Value of condition ${at + 1}`}
            placeholder={op === "between" ? "from, to" : WITH_LIST.includes(op) ? "a, b, c" : ""}
            value={value}
            read={read}
            onChange={(next) => set({ value: next ?? "" })}
          />
        )}
      </div>
      <IconButton label={`Remove condition ${at + 1}`} onClick={() => onChange(undefined)}>
        <X aria-hidden className="size-4" />
      </IconButton>
    </fieldset>
  );
}
