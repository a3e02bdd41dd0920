/** A row of a sample; every row of one has the same keys in the same order. */
export type SampleRow = Record<string, string | number | null>;

/** RFC 4180 with `\n`; an absent value is an empty field. */
export function toCsv(rows: SampleRow[]): string {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => row[name] ?? ""))];
  return lines.map((cells) => `${cells.map(field).join(",")}\n`).join("");
}

function field(cell: string | number): string {
  const text = String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
