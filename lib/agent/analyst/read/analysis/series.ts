import type { Column } from "#lib/agent/analyst/catalog.ts";
import type { Analysis, Grain, Measure, Ranked } from "#lib/agent/analyst/intent.ts";
import { columnsOf, isAdditive, mainMeasure } from "#lib/agent/analyst/read/column-roles.ts";
import { autoGrain } from "#lib/agent/analyst/read/grain.ts";
import { GRAIN_WORDS, SUPERLATIVES } from "#lib/agent/analyst/read/lexicon.ts";
import { readMeasures } from "#lib/agent/analyst/read/measures.ts";
import { chooseTimeColumn } from "#lib/agent/analyst/read/periods.ts";
import { assume, isFree, matchesAt, type Question, use, wordAt } from "#lib/agent/analyst/read/question.ts";
import { NO_RANKING } from "#lib/agent/analyst/read/ranking.ts";
import { NotPossible, take } from "./words.ts";

/** The time the series runs along; its own words are taken. */
function timeOf(q: Question, what: string): Column {
  const time = chooseTimeColumn(q);
  if (!time) throw new NotPossible(`there is no column of dates ${what}`);
  if (time.kind !== "time")
    throw new NotPossible(`${time.name} holds numbers, and I need a column of dates ${what}`);
  q.items.forEach((item, i) => {
    if (item.kind === "column" && matchesAt(q, i)[0]?.column === time) use(q, i);
  });
  return time;
}

/** What is measured in each period: one number of the table, or how many rows. */
function measureOf(q: Question, time: Column): Measure {
  const { measures, unknown } = readMeasures(q, NO_RANKING, [], [time.table]);
  if (unknown !== null) throw new NotPossible(`there is no column for “${unknown}”`);
  const [only, ...others] = measures;
  if (others.length > 0) throw new NotPossible("I follow one number at a time here");
  if (only) return only;
  const table = q.items.find((item) => item.kind === "table");
  const main = mainMeasure(columnsOf(q.catalog, [time.table]));
  if (table || !main) {
    assume(q, "I counted the rows.");
    return { fn: "count", column: null };
  }
  assume(q, `You named no column to compute, so I took ${main.name}.`);
  return { fn: isAdditive(main) ? "sum" : "avg", column: main };
}

/** The grain that the words name, taken; null when they name none. */
function saidGrain(q: Question): Grain | null {
  const said = new Set<Grain>();
  q.items.forEach((_, i) => {
    const grain = GRAIN_WORDS.get(wordAt(q, i));
    if (!grain || !isFree(q, i)) return;
    said.add(grain);
    use(q, i);
  });
  if (said.size > 1)
    throw new NotPossible(`I could not tell which periods you mean, ${[...said].join(" or ")}s`);
  return [...said][0] ?? null;
}

const monthsBetween = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7));

/** Two neighbouring years, quarters or months that are named by their dates; null when no two ends are named. */
function grainOfPeriods(q: Question, time: Column): Grain | null {
  const period = q.filters.find((filter) => filter.operator === "period" && filter.column === time);
  const [from, to] = period?.values ?? [];
  if (typeof from !== "string" || typeof to !== "string") return null;
  const isWhole = from.endsWith("-01") && to.endsWith("-01");
  const months = isWhole ? monthsBetween(from, to) : 0;
  const isQuarter = [1, 4, 7, 10].includes(Number(from.slice(5, 7)));
  const namesQuarters = q.items.some(({ text }) => /^q[1-4]$/i.test(text));
  if (months === 24 && from.slice(5, 7) === "01") return "year";
  if (months === 6 && isQuarter && namesQuarters) return "quarter";
  if (months === 2) return "month";
  throw new NotPossible(
    "I work out the change from one period to the next: name two neighbouring years, quarters or months, or say by which period",
  );
}

const FALLS = /^(decrease|decreases|decline|declines|drop|drops|fall|falls|loss)$/;
const CHANGE =
  /^(growth|grew|grow|grown|growing|rate|rates|change|changes|changed|increase|increases|increased|decrease|decreases|decreased|decline|declines|declined|drop|drops|dropped|fall|fell|rise|rose|jump|spike|percent|percentage|%|relative|yoy|mom|qoq|over|year-over-year|month-over-month|year-on-year|month-on-month)$/;

/** "which month had the highest growth": the end of the changes that is asked for. */
function rankedOf(q: Question): Ranked | null {
  const at = q.items.findIndex((_, i) => SUPERLATIVES.has(wordAt(q, i)) && isFree(q, i));
  const found = SUPERLATIVES.get(wordAt(q, at));
  if (!found) return null;
  use(q, at);
  const words = q.items.map((_, i) => wordAt(q, i));
  const falls = words.some((word) => FALLS.test(word));
  if (falls && found.order === "asc")
    throw new NotPossible("I could not tell which end of the changes you mean");
  const isRate = words.some((word) =>
    /^(growth|grew|rate|percent|percentage|%|relative|yoy|mom)$/.test(word),
  );
  return { by: isRate ? "change_ratio" : "change", direction: falls ? "asc" : found.order };
}

/** Growth or change from one period to the next. */
export function readGrowth(q: Question): Analysis {
  const time = timeOf(q, "to follow a change over");
  const words = q.items.map((_, i) => wordAt(q, i));
  const implied = words.some((word) => /^(yoy|year-over-year|year-on-year)$/.test(word))
    ? "year"
    : words.some((word) => /^(mom|month-over-month|month-on-month)$/.test(word))
      ? "month"
      : null;
  const ranked = rankedOf(q);
  const said = saidGrain(q) ?? implied;
  const grain = said ?? grainOfPeriods(q, time) ?? autoGrain(time, q.filters);
  if (said === null && !q.filters.some(({ operator }) => operator === "period"))
    assume(q, `You named no period, so I went by ${grain}.`);
  take(q, CHANGE);
  const measure = measureOf(q, time);
  return { operation: "trend", measure, time, grain, ranked };
}

const AHEAD = new Set(["next", "coming", "following", "upcoming"]);
const FORECAST =
  /^(forecast\w*|predict\w*|projection\w*|project|projected|extrapolat\w*|will|be|expect|expected|ahead|future|outlook)$/;
const USUAL: Record<Grain, number> = { day: 30, week: 12, month: 12, quarter: 4, year: 3 };

/** "next 6 months", "3 quarters ahead", "next month": how far; the words are taken. */
function horizonOf(q: Question): { count: number; unit: Grain } | null {
  for (let i = 0; i < q.items.length; i++) {
    const item = q.items[i];
    const unit = GRAIN_WORDS.get(wordAt(q, i + 1));
    if (item?.kind === "number" && unit && Number.isInteger(item.value) && isFree(q, i)) {
      const before = AHEAD.has(wordAt(q, i - 1)) ? [i - 1] : [];
      use(q, i, i + 1, ...before);
      return { count: item.value, unit };
    }
    if (AHEAD.has(wordAt(q, i)) && unit) {
      use(q, i, i + 1);
      return { count: 1, unit };
    }
  }
  return null;
}

/** How many periods of which grain are forecast: as said, or as many as are usual. */
function aheadOf(ahead: ReturnType<typeof horizonOf>, said: Grain | null): { grain: Grain; horizon: number } {
  const isYears = ahead?.unit === "year" && (said === null || said === "month");
  const grain = isYears ? "month" : (said ?? ahead?.unit ?? "month");
  if (ahead && !isYears && ahead.unit !== grain)
    throw new NotPossible(`I could not tell whether to forecast ${grain}s or ${ahead.unit}s`);
  const horizon = ahead ? ahead.count * (isYears ? 12 : 1) : USUAL[grain];
  if (horizon < 1 || horizon > 365) throw new NotPossible("I forecast between 1 and 365 periods ahead");
  return { grain, horizon };
}

/** "next 3 months" by itself; null when no number of periods is said. @throws NotPossible */
export function saidHorizon(q: Question, grain: Grain): { grain: Grain; horizon: number } | null {
  const ahead = q.items.some((_, i) => AHEAD.has(wordAt(q, i))) ? horizonOf(q) : null;
  return ahead ? aheadOf(ahead, grain === "month" ? grain : null) : null;
}

/** What comes after the last period of the data. */
export function readForecast(q: Question): Analysis {
  const time = timeOf(q, "to forecast along");
  if (q.filters.some(({ operator, values }) => operator === "period" && values[1] !== null))
    throw new NotPossible(
      "I forecast from the end of the data on: say how far, as in “for the next 6 months”",
    );
  const ahead = horizonOf(q);
  const said = saidGrain(q);
  take(q, FORECAST);
  const measure = measureOf(q, time);
  const { grain, horizon } = aheadOf(ahead, said);
  const isYears = ahead?.unit === "year" && grain === "month";
  if (isYears) assume(q, `I took that as the ${horizon} months after the last in the data.`);
  else if (!ahead) assume(q, `You named no end, so I took the next ${horizon} ${grain}s.`);
  return { operation: "forecast", measure, time, grain, horizon };
}
