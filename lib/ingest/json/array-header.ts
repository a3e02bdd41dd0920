import { scanRows } from "./scan-rows.ts";
import type { Shape } from "./shape.ts";
import { slicesOf } from "./slices.ts";
import { keyText } from "./survey.ts";

export type RowsShape = Extract<Shape, { kind: "rows" }>;

interface ArrayHeader {
  names: string[];
  isFirstRow: boolean;
  warnings: string[];
}

const HEADER_SAMPLE = 50;

/** Names for lists that are rows: told beside them, or in the first row where that alone is all text, else numbered. */
export async function arrayHeader(signal: AbortSignal, path: string, shape: RowsShape): Promise<ArrayHeader> {
  const sample: Buffer[][] = [];
  const collect = (raw: Buffer) => {
    if (raw[0] !== 0x5b || sample.length >= HEADER_SAMPLE) return;
    const slices = slicesOf(raw, false);
    sample.push(Array.from({ length: slices.count }, (_, at) => Buffer.from(slices.at(at) ?? "")));
  };
  await scanRows(signal, path, shape.parent, collect, { isEnough: () => sample.length >= HEADER_SAMPLE });
  const width = Math.max(0, ...sample.map((row) => row.length));
  const numbered = Array.from({ length: width }, (_, at) => `column_${at + 1}`);
  const told = shape.header === null ? null : await namesAt(signal, path, shape.header);
  const [first = [], ...others] = sample;
  const isFirstRow = told === null && isHeader(first, others);
  const given = told ?? (isFirstRow ? first.map(keyText) : numbered);
  const warnings = told === null && !isFirstRow ? ["The file names no columns; they are numbered."] : [];
  return { names: numbered.map((name, at) => given[at] ?? name), isFirstRow, warnings };
}

const isText = (raw: Buffer) => raw[0] === 0x22;

function isHeader(first: Buffer[], others: Buffer[][]): boolean {
  if (first.length === 0 || !first.every(isText)) return false;
  const texts = first.map(keyText);
  if (texts.some((text) => text.trim() === "") || new Set(texts).size < texts.length) return false;
  if (others.some((row) => row.some((raw) => !isText(raw)))) return true;
  return (
    others.length > 0 &&
    !others.some((row) => row.some((raw, at) => raw.equals(first[at] ?? Buffer.alloc(0))))
  );
}

/** Strings, or objects with a `name`. */
async function namesAt(signal: AbortSignal, path: string, offset: number): Promise<string[]> {
  const names: string[] = [];
  const add = (raw: Buffer) => {
    const value: unknown = JSON.parse(raw.toString("utf8"));
    const named = typeof value === "object" && value !== null && "name" in value ? value.name : value;
    names.push(String(named));
  };
  await scanRows(signal, path, offset, add, { isEnough: () => false });
  return names;
}
