import type { TypedColumn } from "./measured.ts";
import { notA } from "./rejects.ts";
import { type Settled, typed } from "./settle-columns.ts";
import type { FoundMisfit, TableValues } from "./table-values.ts";

/** Sentences on columns all of whose values are as their sample promised. */
export function ownWarnings(settled: readonly Settled[]): string[] {
  return settled.flatMap((column) => sentences(column, null));
}

/** Sentences on columns whose type is not the one that most of their values, or the sample, spoke for. */
export async function typeWarnings(values: TableValues, settled: readonly Settled[]): Promise<string[]> {
  const asked = settled.map(({ plan, reading, measured }, at): TypedColumn[] => {
    if (measured === null) return [];
    if (reading.kind === "text") return [measured.column];
    return reading.type === plan.reading.type ? [] : typed(at, plan.reading);
  });
  const found = await values.firstMisfits(asked.flat());
  let next = 0;
  return settled.flatMap((column, at) =>
    sentences(column, asked[at]?.length === 1 ? (found[next++] ?? null) : null),
  );
}

function sentences({ plan, reading, measured }: Settled, found: FoundMisfit | null): string[] {
  const warnings: string[] = [];
  if (reading.kind !== "text" && plan.warning !== null) warnings.push(plan.warning);
  if (measured === null) return warnings;
  const where = found === null || found.line === null ? "" : ` on line ${found.line}`;
  if (reading.kind === "text") {
    const others = measured.misfits > 1 ? `, and ${measured.misfits - 1} more like it` : "";
    const value = `"${found?.value ?? ""}"${where}`;
    const what = tooLong(found) ? "a number that only text keeps whole" : notA(measured.column);
    return [`"${plan.name}" stays text: ${value} is ${what}${others}.`];
  }
  if (found !== null)
    warnings.push(`"${plan.name}" is ${reading.type}, because of "${found.value}"${where}.`);
  if (reading.type.startsWith("DECIMAL(38")) {
    warnings.push(
      `"${plan.name}" holds numbers too long for 64 bits; every digit is kept, as ${reading.type}.`,
    );
  }
  return warnings;
}

const LONG_NUMBER = /^[-+]?[1-9][0-9.,'\s]{16,}$/;

function tooLong(found: FoundMisfit | null): boolean {
  return found !== null && LONG_NUMBER.test(found.value);
}
