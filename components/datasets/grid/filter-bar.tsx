"use client";

import { Plus, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button, IconButton } from "#components/ui/button.tsx";
import type { FileColumn, RowFilter } from "#lib/datasets/schema.ts";
import { typeLabel } from "../column-format.ts";
import { filterChoices, filterOf, filterWords } from "./filter-choices.ts";

/** The conditions that rows meet, and the form for another one. */
export function FilterBar({
  columns,
  filters,
  onFilters,
  asked,
  onAsked,
}: {
  columns: readonly FileColumn[];
  filters: readonly RowFilter[];
  onFilters: (filters: readonly RowFilter[]) => void;
  /** The column whose filter is being written; null while none is. */
  asked: string | null;
  onAsked: (column: string | null) => void;
}) {
  const typeOf = (name: string) => columns.find((column) => column.name === name)?.type ?? "";
  const column = columns.find(({ name }) => name === asked);
  return (
    <>
      {filters.map((filter, at) => {
        const words = filterWords(filter, typeOf(filter.column));
        return (
          <span
            key={JSON.stringify(filter)}
            className="figures inline-flex min-h-8 max-w-full items-center gap-1 rounded-md bg-tint pl-2.5 text-sm"
          >
            <span className="truncate">{words}</span>
            <button
              type="button"
              aria-label={`Remove the filter: ${words}`}
              onClick={() => onFilters(filters.filter((_, other) => other !== at))}
              className="flex size-8 max-sm:size-10 pointer-coarse:size-10 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </span>
        );
      })}
      {asked === null ? (
        <Button size="sm" look="quiet" onClick={() => onAsked(columns[0]?.name ?? null)}>
          <Plus aria-hidden className="size-3.5" />
          Filter
        </Button>
      ) : (
        column && (
          <FilterForm
            key={column.name}
            columns={columns}
            column={column}
            onColumn={onAsked}
            onCancel={() => onAsked(null)}
            onFilter={(filter) => {
              onFilters([...filters, filter]);
              onAsked(null);
            }}
          />
        )
      )}
    </>
  );
}

function FilterForm({
  columns,
  column,
  onColumn,
  onCancel,
  onFilter,
}: {
  columns: readonly FileColumn[];
  column: FileColumn;
  onColumn: (name: string) => void;
  onCancel: () => void;
  onFilter: (filter: RowFilter) => void;
}) {
  const choices = filterChoices(column.type);
  const [operator, setOperator] = useState(choices[0]?.operator);
  const [values, setValues] = useState(["", ""]);
  const choice = choices.find((each) => each.operator === operator) ?? choices[0];
  const filter = choice ? filterOf(column, choice, values) : null;
  const setValue = (at: number, value: string) =>
    setValues((now) => now.map((each, other) => (other === at ? value : each)));

  return (
    <form
      aria-label="New filter"
      className="flex w-full flex-wrap items-center gap-2 sm:w-auto"
      onSubmit={(event) => {
        event.preventDefault();
        if (filter) onFilter(filter);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onCancel();
      }}
    >
      <Choice label="Column" value={column.name} onChange={onColumn}>
        {columns.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </Choice>
      <Choice
        label="Condition"
        value={choice?.operator ?? ""}
        onChange={(next) => setOperator(choices.find((each) => each.operator === next)?.operator)}
      >
        {choices.map((each) => (
          <option key={each.operator} value={each.operator}>
            {each.words}
          </option>
        ))}
      </Choice>
      {Array.from({ length: choice?.values ?? 0 }, (_, at) => (
        <Value
          // biome-ignore lint/suspicious/noArrayIndexKey: the first value is the first value
          key={at}
          label={choice?.values === 2 ? (at === 0 ? "From" : "To") : "Value"}
          type={column.type}
          value={values[at] ?? ""}
          onChange={(value) => setValue(at, value)}
          first={at === 0}
        />
      ))}
      <Button type="submit" size="sm" look="primary" disabled={filter === null}>
        Apply
      </Button>
      <IconButton label="Discard this filter" onClick={onCancel}>
        <X aria-hidden className="size-4" />
      </IconButton>
    </form>
  );
}

const FIELD =
  "min-h-8 max-sm:min-h-10 pointer-coarse:min-h-10 min-w-0 rounded-md border border-edge bg-page px-2 text-sm";

function Choice({
  label,
  value,
  onChange,
  children,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={`${FIELD} max-w-52`}
    >
      {children}
    </select>
  );
}

function Value({
  label,
  type,
  value,
  onChange,
  first,
}: {
  label: string;
  type: string;
  value: string;
  onChange: (value: string) => void;
  first: boolean;
}) {
  if (type === "BOOLEAN") {
    return (
      <Choice label={label} value={value} onChange={onChange}>
        <option value="">choose</option>
        <option value="true">true</option>
        <option value="false">false</option>
      </Choice>
    );
  }
  const isTime = type === "DATE" || type.startsWith("TIMESTAMP");
  return (
    <input
      aria-label={label}
      type={isTime ? "date" : "text"}
      inputMode={typeLabel(type).endsWith("number") ? "decimal" : undefined}
      // biome-ignore lint/a11y/noAutofocus: the form opens because somebody asked to write here
      autoFocus={first}
      placeholder={isTime ? undefined : label}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={`${FIELD} ${isTime ? "w-38" : "w-32"}`}
    />
  );
}
