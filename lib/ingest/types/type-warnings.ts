import type { ModuleTools } from "#lib/engine/module.ts";
import type { TextTable } from "#lib/ingest/worker/text-table.ts";
import { firstMisfit, notA } from "./rejects.ts";
import { type Settled, typed } from "./settle-columns.ts";

/** Sentences on columns whose type is not the one that most of their values, or the sample, spoke for. */
export async function typeWarnings(
  tools: ModuleTools,
  table: TextTable,
  settled: readonly Settled[],
): Promise<string[]> {
  const warnings: string[] = [];
  for (const [at, { plan, reading, measured }] of settled.entries()) {
    if (reading.kind !== "text" && plan.warning !== null) warnings.push(plan.warning);
    if (measured === null) continue;
    if (reading.kind === "text") {
      const found = await firstMisfit(tools, table, measured.column);
      const where = found === null || found.line === null ? "" : ` on line ${found.line}`;
      const others = measured.misfits > 1 ? `, and ${measured.misfits - 1} more like it` : "";
      warnings.push(
        `"${plan.name}" stays text: "${found?.value ?? ""}"${where} is ${notA(measured.column)}${others}.`,
      );
    } else if (reading.type !== plan.reading.type) {
      const [before] = typed(at, plan.reading);
      const found = before === undefined ? null : await firstMisfit(tools, table, before);
      const where = found === null || found.line === null ? "" : ` on line ${found.line}`;
      if (found !== null)
        warnings.push(`"${plan.name}" is ${reading.type}, because of "${found.value}"${where}.`);
    }
    if (reading.type.startsWith("DECIMAL(38")) {
      warnings.push(
        `"${plan.name}" holds numbers too long for 64 bits; every digit is kept, as ${reading.type}.`,
      );
    }
  }
  return warnings;
}
