import type { Json } from "#lib/core/schema.ts";

/** A cell as a number, the contract's texts for NaN, infinities and long integers included; null for anything else. */
export function numberOf(cell: Json | undefined): number | null {
  if (typeof cell === "number") return cell;
  if (typeof cell !== "string" || cell.trim() === "") return null;
  const number = Number(cell);
  return Number.isNaN(number) && cell !== "NaN" ? null : number;
}

/** A number as a cell: NaN and the infinities are texts in the contract. */
export function cellOf(value: number | null): Json {
  return value === null || Number.isFinite(value) ? value : String(value);
}
