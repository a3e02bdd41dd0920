import { formatPlural } from "#lib/core/format.ts";
import type { DialectWish, FilePreview } from "#lib/ingest/schema.ts";
import { COLUMN_TYPES, typeWord } from "./dialect-choices.ts";
import type { PreviewState } from "./use-file-preview.ts";

interface TypeChoice {
  types: DialectWish["types"];
  onType: (column: string, type: string) => void;
}

/** The first rows as they would be read, each column with the choice of its type. */
export function PreviewTable({ state, ...choice }: TypeChoice & { state: PreviewState }) {
  const { preview, problem, isPending } = state;
  const shown = problem === null ? preview : null;
  return (
    <section aria-label="Preview" aria-busy={isPending} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <p aria-live="polite" className="figures px-4 py-2 text-sm text-muted">
        {shown !== null && summaryOf(shown)}
        {shown === null && problem === null && "Reading the file…"}
      </p>
      {problem !== null && (
        <p role="alert" className="px-4 pb-3 text-sm text-danger">
          {problem}
        </p>
      )}
      {shown !== null && shown.warnings.length > 0 && (
        <ul
          aria-label="Warnings"
          className="grid max-h-32 gap-1 overflow-y-auto px-4 pb-3 text-sm text-unverified"
        >
          {shown.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {shown !== null && <FirstRows preview={shown} {...choice} />}
    </section>
  );
}

function summaryOf({ columns, rows }: FilePreview): string {
  const width = formatPlural(columns.length, "column");
  return rows.length === 0 ? `${width} and no rows` : `${width}, first ${formatPlural(rows.length, "row")}`;
}

function FirstRows({ preview, types, onType }: TypeChoice & { preview: FilePreview }) {
  return (
    <div className="min-h-0 flex-1 overflow-auto border-t border-line">
      <table className="figures w-max min-w-full border-collapse text-sm">
        <caption className="sr-only">First rows</caption>
        <thead className="sticky top-0 bg-raised">
          <tr>
            {preview.columns.map(({ name, type }) => (
              <th key={name} scope="col" className="border-b border-line px-3 py-1.5 text-left align-top">
                <span className="block max-w-56 truncate font-medium" title={name}>
                  {name}
                </span>
                <TypeField
                  column={name}
                  found={type}
                  value={types?.[name] ?? ""}
                  onType={(chosen) => onType(name, chosen)}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name than their place
            <tr key={at} className="border-b border-line/60">
              {preview.columns.map(({ name }, column) => (
                <Cell key={name} value={row[column] ?? null} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TypeField({
  column,
  found,
  value,
  onType,
}: {
  column: string;
  found: string;
  value: string;
  onType: (type: string) => void;
}) {
  return (
    <select
      aria-label={`Type of ${column}`}
      className="mt-1 min-h-8 rounded-md border border-edge bg-raised px-1.5 text-xs font-normal text-muted max-sm:min-h-10"
      value={value}
      onChange={({ target }) => onType(target.value)}
    >
      <option value="">As found: {typeWord(found)}</option>
      {COLUMN_TYPES.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

function Cell({ value }: { value: string | null }) {
  return (
    <td className="max-w-72 truncate px-3 py-1 whitespace-pre" title={value ?? undefined}>
      {value ?? <span className="text-muted">empty</span>}
    </td>
  );
}
