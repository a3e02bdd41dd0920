import type { Turn } from "#lib/agent/schema.ts";
import { allColumns, type Catalog, type Column } from "./catalog.ts";
import type { KnownValues } from "./read/link.ts";
import type { FullReading } from "./read/read-question.ts";
import { unknownPlaces } from "./read/unknown-words.ts";
import { lookupSql } from "./sql/lookup-sql.ts";
import type { Steps } from "./steps.ts";

const MOST_ROWS = 20_000_000;
const MOST_TEXTS = 20;

/** Unknown words by themselves and joined with their neighbours: "New York" is one value. */
function candidates({ question }: FullReading): string[] {
  const places = new Set(unknownPlaces(question));
  const texts = new Set<string>();
  for (const start of places)
    for (let from = Math.max(0, start - 2); from <= start; from++)
      for (let to = start; to <= start + 2; to++) {
        const run = question.items.slice(from, to + 1);
        if (run.length > 0 && run.every(({ kind }) => kind !== "symbol"))
          texts.add(run.map(({ text }) => text).join(" "));
      }
  return [...texts].slice(0, MOST_TEXTS);
}

/** Text columns whose values are not all known from the profile. */
function openColumns(catalog: Catalog): Column[] {
  return allColumns(catalog).filter(
    ({ kind, distinct, values, rowCount }) =>
      kind === "text" && rowCount <= MOST_ROWS && (distinct === null || distinct > values.length),
  );
}

/** Looks in the data for words that neither names nor the profile know. The query is a look-up and is not shown. */
export async function* lookupValues(turn: Turn, full: FullReading, catalog: Catalog): Steps<KnownValues> {
  const known = new Map<string, { value: string; columns: Column[] }>();
  const texts = candidates(full);
  const columns = openColumns(catalog);
  if (texts.length === 0 || columns.length === 0) return known;
  yield { type: "status", message: "Looking for these words in the data" };
  const outcome = await turn.tools.run(
    "run_sql",
    { sql: lookupSql(texts, columns), purpose: "Looking for words of the question" },
    turn.signal,
  );
  turn.signal.throwIfAborted();
  for (const event of outcome.events) {
    if (event.type !== "query" || !event.query.result) continue;
    for (const [table, name, value] of event.query.result.rows) {
      const column = columns.find((candidate) => candidate.table === table && candidate.name === name);
      if (!column || typeof value !== "string") continue;
      const key = value.toLowerCase();
      known.set(key, { value, columns: [...(known.get(key)?.columns ?? []), column] });
    }
  }
  return known;
}
