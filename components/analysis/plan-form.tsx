import { type ReactNode, useId } from "react";
import { inputClass } from "#components/ui/field.tsx";
import type { Json } from "#lib/core/schema.ts";
import type { PlanColumn } from "./column-select.tsx";
import { ColumnsSelect } from "./columns-select.tsx";
import { FieldInput } from "./field-input.tsx";
import { FiltersEditor } from "./filters-editor.tsx";
import { labelOf, type OperationForm } from "./operation-form.ts";
import { listOf, objectOf, type PlanDraft, textOf, withEntry, withField } from "./plan-draft.ts";
import { StepsEditor } from "./steps-editor.tsx";

export interface PlanTable {
  table: string;
  columns: PlanColumn[];
}

/** A plan as a form: the table, the operation and its fields, conditions, groups, steps, order. */
export function PlanForm({
  draft,
  tables,
  operations,
  onChange,
}: {
  draft: PlanDraft;
  tables: readonly PlanTable[];
  operations: readonly OperationForm[];
  onChange: (draft: PlanDraft) => void;
}) {
  const table = tables.find((each) => each.table === draft.table) ?? tables[0];
  const operation = operations.find((each) => each.operation === draft.operation);
  const columns = columnsWithMade(table?.columns ?? [], listOf(draft, "steps"));
  const set = (name: string, value: Json | undefined) => onChange(withField(draft, name, value));
  return (
    <div className="grid gap-5">
      {tables.length > 1 && (
        <Select
          label="Table"
          value={textOf(draft.table)}
          choices={tables.map((each) => ({ value: each.table, label: each.table }))}
          onChange={(name) => onChange({ operation: draft.operation ?? "count", table: name })}
        />
      )}
      <div className="grid gap-1">
        <Select
          label="Operation"
          value={textOf(draft.operation)}
          choices={operations.map((each) => ({ value: each.operation, label: labelOf(each.operation) }))}
          onChange={(name) => onChange(keptFields(draft, name))}
        />
        {operation && <p className="text-sm text-muted">{operation.description}</p>}
      </div>
      {operation?.fields.map((field) => (
        <FieldInput
          key={`${operation.operation}-${field.name}`}
          field={field}
          value={draft[field.name]}
          columns={columns}
          onChange={(value) => set(field.name, value)}
        />
      ))}
      {operation && operation.groups[1] > 0 && (
        <ColumnsSelect
          label="Group by"
          columns={columns}
          value={listOf(draft, "group_by").map(textOf)}
          onChange={(names) => set("group_by", names)}
        />
      )}
      <Part title="Conditions">
        <FiltersEditor
          filters={listOf(draft, "filters")}
          columns={columns}
          onChange={(at, filter) => onChange(withEntry(draft, "filters", at, filter))}
        />
      </Part>
      <Part title="Steps before it">
        <StepsEditor
          steps={listOf(draft, "steps")}
          columns={columns}
          onChange={(at, step) => onChange(withEntry(draft, "steps", at, step))}
        />
      </Part>
      <Shape draft={draft} operation={operation} set={set} />
    </div>
  );
}

/** How the Result is ordered, cut and drawn. */
function Shape({
  draft,
  operation,
  set,
}: {
  draft: PlanDraft;
  operation: OperationForm | undefined;
  set: (name: string, value: Json | undefined) => void;
}) {
  const id = useId();
  const order = objectOf(draft.order);
  const direction = textOf(order.direction) || "asc";
  const charts = [...(operation?.charts ?? []), "table", "none"];
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <div className="grid gap-1">
        <label htmlFor={`${id}-order`} className="text-sm font-medium">
          Order by
        </label>
        <input
          id={`${id}-order`}
          className={inputClass}
          placeholder="a column of the result"
          value={textOf(order.by)}
          onChange={({ target }) =>
            set("order", target.value === "" ? undefined : { by: target.value, direction })
          }
        />
      </div>
      <Select
        label="Direction"
        value={direction}
        choices={[
          { value: "asc", label: "Ascending" },
          { value: "desc", label: "Descending" },
        ]}
        onChange={(value) => order.by !== undefined && set("order", { by: order.by, direction: value })}
      />
      <div className="grid gap-1">
        <label htmlFor={`${id}-limit`} className="text-sm font-medium">
          At most
        </label>
        <input
          id={`${id}-limit`}
          type="number"
          min={1}
          className={inputClass}
          placeholder="all rows"
          value={textOf(draft.limit)}
          onChange={({ target }) => set("limit", target.value === "" ? undefined : Number(target.value))}
        />
      </div>
      <Select
        label="Chart"
        value={textOf(draft.chart_type)}
        empty="The one that fits"
        choices={charts.map((chart) => ({ value: chart, label: labelOf(chart) }))}
        onChange={(value) => set("chart_type", value)}
      />
    </div>
  );
}

function Select({
  label,
  value,
  choices,
  empty,
  onChange,
}: {
  label: string;
  value: string;
  choices: { value: string; label: string }[];
  /** Words for no choice of one's own. */
  empty?: string;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select id={id} className={inputClass} value={value} onChange={({ target }) => onChange(target.value)}>
        {(empty !== undefined || !choices.some((choice) => choice.value === value)) && (
          <option value="">{empty ?? "Choose…"}</option>
        )}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="text-sm font-medium">{title}</legend>
      {children}
    </fieldset>
  );
}

const COMMON = ["table", "filters", "group_by", "steps"];

/** Another operation keeps what does not belong to the last one alone. */
function keptFields(draft: PlanDraft, operation: string): PlanDraft {
  const kept = Object.entries(draft).filter(([name]) => COMMON.includes(name) || name === "target_column");
  return { operation, ...Object.fromEntries(kept) };
}

/** The table's columns and those that the steps make. */
function columnsWithMade(columns: readonly PlanColumn[], steps: readonly Json[]): PlanColumn[] {
  const made = steps.map(objectOf).flatMap((step) => {
    const name = step.step === "derive" ? textOf(step.column) : step.step === "bin" ? textOf(step.into) : "";
    return name === "" || columns.some((column) => column.name === name) ? [] : [{ name, type: "made here" }];
  });
  return [...columns, ...made];
}
