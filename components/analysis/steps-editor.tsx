import { Plus, X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { inputClass } from "#components/ui/field.tsx";
import type { Json } from "#lib/core/schema.ts";
import { ColumnSelect, type PlanColumn } from "./column-select.tsx";
import { FiltersEditor } from "./filters-editor.tsx";
import {
  objectOf,
  type PlanDraft,
  textOf,
  typedValue,
  typedValues,
  withEntry,
  withField,
} from "./plan-draft.ts";
import { TypedInput } from "./typed-input.tsx";

const KINDS: { step: string; label: string; start: PlanDraft }[] = [
  { step: "derive", label: "New column", start: { column: "", expression: "" } },
  { step: "filter", label: "Keep rows where", start: { filters: [] } },
  { step: "impute", label: "Fill missing values", start: { column: "", method: "median" } },
  { step: "bin", label: "Group numbers into bins", start: { column: "", into: "" } },
  { step: "drop_outliers", label: "Drop outliers", start: { column: "", method: "iqr" } },
];
const METHODS: Record<string, string[]> = {
  impute: ["mean", "median", "mode", "constant", "drop"],
  drop_outliers: ["zscore", "iqr", "mad"],
};

interface Editing {
  step: PlanDraft;
  at: number;
  columns: readonly PlanColumn[];
  onChange: (step: PlanDraft | undefined) => void;
}

/** What is done to the rows before the operation, in order. */
export function StepsEditor({
  steps,
  columns,
  onChange,
}: {
  steps: readonly Json[];
  columns: readonly PlanColumn[];
  onChange: (at: number, step: Json | undefined) => void;
}) {
  return (
    <div className="grid gap-2">
      {steps.map((step, at) => (
        <Step
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are named by their place, as the plan's paths do
          key={at}
          step={objectOf(step)}
          at={at}
          columns={columns}
          onChange={(next) => onChange(at, next)}
        />
      ))}
      <label className="flex flex-wrap items-center gap-2 text-sm">
        <Plus aria-hidden className="size-3.5 text-muted" />
        <select
          aria-label="Add a step"
          className={`${inputClass} max-w-64`}
          value=""
          onChange={({ target }) => {
            const kind = KINDS.find(({ step }) => step === target.value);
            if (kind) onChange(steps.length, { step: kind.step, ...kind.start });
          }}
        >
          <option value="">Add a step…</option>
          {KINDS.map(({ step, label }) => (
            <option key={step} value={step}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Step(editing: Editing) {
  const { step, at, onChange } = editing;
  const kind = textOf(step.step);
  const label = KINDS.find((each) => each.step === kind)?.label ?? kind;
  return (
    <fieldset aria-label={`Step ${at + 1}: ${label}`} className="min-w-0 rounded-md border border-line p-2.5">
      <div className="mb-1.5 flex items-center justify-between gap-2">
        <span className="text-sm font-medium">
          {at + 1}. {label}
        </span>
        <Button
          size="sm"
          look="quiet"
          aria-label={`Remove step ${at + 1}`}
          onClick={() => onChange(undefined)}
        >
          <X aria-hidden className="size-4" />
        </Button>
      </div>
      <StepFields {...editing} kind={kind} />
    </fieldset>
  );
}

function StepFields({ step, at, columns, onChange, kind }: Editing & { kind: string }) {
  const set = (name: string, value: Json | undefined) =>
    onChange({ ...withField(step, name, value), step: kind });
  if (kind === "filter")
    return (
      <FiltersEditor
        filters={Array.isArray(step.filters) ? step.filters : []}
        columns={columns}
        onChange={(place, filter) => onChange({ filters: [], ...withEntry(step, "filters", place, filter) })}
      />
    );
  const place = `of step ${at + 1}`;
  const text = (name: string, label: string, placeholder: string) => (
    <input
      aria-label={`${label} ${place}`}
      className={inputClass}
      placeholder={placeholder}
      value={textOf(step[name])}
      onChange={({ target }) => set(name, target.value)}
    />
  );
  if (kind === "derive")
    return (
      <div className="grid gap-1.5">
        {text("column", "New column", "Name of the new column")}
        {text("expression", "Expression", "price * quantity")}
      </div>
    );
  return (
    <div className="grid gap-1.5 sm:grid-cols-2">
      <ColumnSelect
        label={`Column ${place}`}
        columns={columns}
        value={textOf(step.column)}
        onChange={(name) => set("column", name)}
      />
      {METHODS[kind] && (
        <select
          aria-label={`Method ${place}`}
          className={inputClass}
          value={textOf(step.method)}
          onChange={({ target }) => set("method", target.value)}
        >
          {METHODS[kind].map((method) => (
            <option key={method}>{method}</option>
          ))}
        </select>
      )}
      {kind === "impute" && step.method === "constant" && (
        <TypedInput
          aria-label={`Value ${place}`}
          placeholder="Value"
          value={step.value}
          read={(text) => typedValue(text, true)}
          onChange={(value) => set("value", value)}
        />
      )}
      {kind === "drop_outliers" && (
        <NumberInput
          label={`Threshold ${place}`}
          value={step.threshold}
          onChange={(value) => set("threshold", value)}
        />
      )}
      {kind === "bin" && text("into", "New column", "Name of the new column")}
      {kind === "bin" && (
        <NumberInput
          label={`Number of bins ${place}`}
          value={step.bins}
          onChange={(value) => set("bins", value)}
        />
      )}
      {kind === "bin" && (
        <TypedInput
          aria-label={`Edges ${place}`}
          placeholder="or edges: 0, 10, 100"
          value={step.edges}
          read={(text) => typedValues(text, true)}
          onChange={(value) => set("edges", value)}
        />
      )}
    </div>
  );
}

function NumberInput({
  label,
  value,
  onChange,
}: {
  label: string;
  value: Json | undefined;
  onChange: (value: number | undefined) => void;
}) {
  return (
    <input
      type="number"
      step="any"
      aria-label={label}
      className={inputClass}
      placeholder={label.replace(/ of step.*/, "")}
      value={textOf(value)}
      onChange={({ target }) => onChange(target.value === "" ? undefined : Number(target.value))}
    />
  );
}
