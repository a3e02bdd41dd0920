import type { TimeReading } from "#lib/ingest/types/reading.ts";

const DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]{1,6}0*)?";
const ZONE = "(?:Z|[-+][0-9]{2}(?::?[0-9]{2})?)";

/** Texts that DuckDB casts to the type just as our own reading does. */
export function isoPattern(type: TimeReading["type"]): string {
  if (type === "DATE") return DATE;
  return `${DATE}[ T]${TIME}${type === "TIMESTAMP WITH TIME ZONE" ? ZONE : ""}`;
}
