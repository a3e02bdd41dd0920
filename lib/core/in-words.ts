import type { z } from "zod";

type Issue = Parameters<z.core.$ZodErrorMap>[0];

const TYPES: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

/** A fault of what a caller sent, in plain words that follow the name of the field. A schema's own words go before. */
export function inWords(issue: Issue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return "is missing";
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case "too_small":
      if (isSized(issue.origin) && Number(issue.minimum) === 1) return "must not be empty";
      return `must ${bound("at least", issue.minimum, issue.origin)}`;
    case "too_big":
      return `must ${bound("at most", issue.maximum, issue.origin)}`;
    case "invalid_value":
      return `${issue.input === undefined ? "is missing:" : "must be"} one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "unrecognized_keys":
      return `has fields that are not known: ${issue.keys.join(", ")}`;
    default:
      return undefined;
  }
}

function bound(word: string, limit: number | bigint, origin: string): string {
  const number = limit.toLocaleString("en");
  if (origin === "string") return `have ${word} ${number} characters`;
  if (origin === "array") return `have ${word} ${number} entries`;
  return `be ${word} ${number}`;
}

const isSized = (origin: string) => origin === "string" || origin === "array";
