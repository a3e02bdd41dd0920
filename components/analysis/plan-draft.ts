import type { Json } from "#lib/core/schema.ts";

/** A plan while it is written: any JSON object; the server says what is wrong with it. */
export type PlanDraft = { [field: string]: Json };

/** The draft with a field set, or without it where the value says nothing. */
export function withField(draft: PlanDraft, name: string, value: Json | undefined): PlanDraft {
  const { [name]: _before, ...rest } = draft;
  return isBlank(value) ? rest : { ...rest, [name]: value ?? null };
}

function isBlank(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "") return true;
  return Array.isArray(value) && value.length === 0;
}

/** The draft with an entry of a list replaced; `undefined` takes it out. */
export function withEntry(draft: PlanDraft, name: string, at: number, entry: Json | undefined): PlanDraft {
  const before = listOf(draft, name);
  const after = [...before.slice(0, at), ...(entry === undefined ? [] : [entry]), ...before.slice(at + 1)];
  return withField(draft, name, after);
}

export function listOf(draft: PlanDraft, name: string): Json[] {
  const value = draft[name];
  return Array.isArray(value) ? value : [];
}

export function objectOf(value: Json | undefined): PlanDraft {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

export function textOf(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}

/** What somebody typed, as a value of a filter: a number where the column holds numbers, else the text. */
export function typedValue(text: string, isNumber: boolean): Json {
  const number = Number(text);
  if (isNumber && text.trim() !== "" && Number.isFinite(number)) return number;
  if (text === "true" || text === "false") return text === "true";
  return text;
}

/** Values of a list, as typed with commas or line breaks between them. */
export function typedValues(text: string, isNumber: boolean): Json[] {
  return text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => typedValue(part, isNumber));
}

/** A plan out of its text; the sentence says why it is none. */
export function parseDraft(text: string): { draft: PlanDraft } | { problem: string } {
  try {
    const value: Json = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return { problem: "A plan is a JSON object: { … }." };
    return { draft: value };
  } catch {
    return { problem: "This is not whole JSON yet." };
  }
}
