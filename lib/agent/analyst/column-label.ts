import type { Column } from "./catalog.ts";

/** A column's name as a person would say it. */
export function columnLabel({ name }: Pick<Column, "name">): string {
  return name.replaceAll("_", " ").trim() || name;
}

export const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
