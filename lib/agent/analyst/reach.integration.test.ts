import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownDataDir } from "#e2e/support/data.ts";
import { type PlanSession, planSession, selectOf } from "#e2e/support/plan-session.ts";
import type { AgentEvent } from "#lib/agent/schema.ts";
import { createToolbox } from "#lib/agent/toolbox.ts";
import { closeEngine } from "#lib/engine/close-engine.ts";
import type { ResultView } from "#lib/results/schema.ts";
import { analyst } from "./analyst.ts";
import * as of from "./test-support/figures.ts";
import { exams, plants, rides, TYPES, visits } from "./test-support/reach-tables.ts";

ownDataDir();

const sessions = new Map<string, PlanSession>();
beforeAll(async () => {
  for (const [name, rows] of Object.entries({ visits, plants, rides, exams })) {
    const session = await planSession();
    await session.tableOf(name, selectOf(TYPES[name as keyof typeof TYPES], rows));
    sessions.set(name, session);
  }
});
afterAll(closeEngine);

async function ask(table: string, text: string) {
  const { ctx, session_id } = sessions.get(table) as PlanSession;
  const events: AgentEvent[] = [];
  const turn = {
    ask: { kind: "question" as const, text },
    history: [],
    tools: createToolbox({ ctx, session_id, run_id: null }),
    signal: new AbortController().signal,
  };
  for await (const event of analyst.run(turn)) events.push(event);
  const results = events.flatMap((event) =>
    event.type === "query" && event.query.result ? [event.query.result] : [],
  );
  const said = events.map((event) => (event.type === "text" ? event.delta : "")).join("");
  return { said, result: results.find(({ plan }) => plan !== null), results };
}

const operationOf = (result: ResultView | undefined): unknown =>
  result?.plan && typeof result.plan === "object" && !Array.isArray(result.plan)
    ? result.plan.operation
    : null;

/** Whether a cell says the figure: the same text, or the number to nine digits. */
const isCell = (cell: unknown, wanted: string | number): boolean =>
  typeof wanted === "number"
    ? typeof cell === "number" && Math.abs(cell - wanted) <= Math.max(1e-9, Math.abs(wanted) * 1e-9)
    : String(cell) === wanted;

type Case = [question: string, operation: string, cells: (string | number | undefined)[], said?: string];

const waits = visits.flatMap(({ wait_minutes }) => wait_minutes ?? []);
const waitsAt = (clinic: string) =>
  visits.flatMap((row) => (row.clinic === clinic ? (row.wait_minutes ?? []) : []));
const chargeOf = (start: string) =>
  of.sum(visits.filter(({ visit_date }) => visit_date.startsWith(start)).map(({ charge }) => charge));
const change = (before: number, after: number) => [after - before, (after - before) / before];

const VISITS: Case[] = [
  ["90th percentile of wait minutes", "quantile", [of.quantile(waits, 0.9)], "90th percentile"],
  [
    "what is the 95th percentile of charge?",
    "quantile",
    [
      of.quantile(
        visits.map(({ charge }) => charge),
        0.95,
      ),
    ],
  ],
  [
    "quartiles of age",
    "quantile",
    [0.25, 0.5, 0.75].map((q) =>
      of.quantile(
        visits.map(({ age }) => age),
        q,
      ),
    ),
    "upper quartile",
  ],
  [
    "p10 of wait minutes by clinic",
    "quantile",
    ["Harbour", "Hill", "Station"].map((c) => of.quantile(waitsAt(c), 0.1)),
    "10th percentile",
  ],
  [
    "what are the 5th and 95th percentiles of age",
    "quantile",
    [0.05, 0.95].map((q) =>
      of.quantile(
        visits.map(({ age }) => age),
        q,
      ),
    ),
  ],
  [
    "growth of charge from 2021 to 2022",
    "trend",
    change(chargeOf("2021"), chargeOf("2022")),
    "From 2021 to 2022",
  ],
  ["how much did charge grow from 2022 to 2023", "trend", change(chargeOf("2022"), chargeOf("2023"))],
  [
    "percent change in charge by month",
    "trend",
    change(chargeOf("2023-11"), chargeOf("2023-12")),
    "December 2023",
  ],
  ["year over year growth in charge", "trend", change(chargeOf("2022"), chargeOf("2023"))],
  ["monthly growth rate of total charge in 2022", "trend", change(chargeOf("2022-04"), chargeOf("2022-05"))],
  ["what was the change in number of visits by quarter", "trend", [90, 91, 92]],
  [
    "forecast charge for the next 6 months",
    "forecast",
    [chargeOf("2023-12"), "2024-01-01", "2024-06-01"],
    "June 2024",
  ],
  ["predict the number of visits for the next 3 months", "forecast", [31, "2024-03-01"], "March 2024"],
  [
    "what will the total charge be next quarter?",
    "forecast",
    [chargeOf("2021-01") + chargeOf("2021-02") + chargeOf("2021-03"), "2024-01-01"],
    "Q1 2024",
  ],
  ["is wait minutes normally distributed?", "normality", [waits.length]],
  [
    "does insured affect charge",
    "compare",
    [of.mean(visits.filter(({ insured }) => insured).map(({ charge }) => charge))],
  ],
  [
    "is there a significant difference in wait minutes between Harbour and Station",
    "compare",
    [of.mean(waitsAt("Harbour")), of.mean(waitsAt("Station"))],
    "is significant",
  ],
  [
    "which columns have missing values?",
    "missing_values",
    ["wait_minutes", visits.length - waits.length],
    "wait_minutes (28",
  ],
  ["how complete is this data", "missing_values", ["wait_minutes", visits.length - waits.length]],
];

const heights = plants.map(({ height_cm }) => height_cm);
const sizes = plants.map(({ height_cm, width_cm }): [number, number] => [height_cm, width_cm]);
const heightsOf = (kind: string) => plants.flatMap((row) => (row.species === kind ? [row.height_cm] : []));
const PLANTS: Case[] = [
  ["skewness of height", "skewness", [of.skewness(heights)]],
  ["how skewed is the width", "skewness", [of.skewness(plants.map(({ width_cm }) => width_cm))]],
  ["kurtosis of height cm", "kurtosis", [of.kurtosis(heights)]],
  ["population standard deviation of height", "std_pop", [Math.sqrt(of.variance(heights))]],
  ["population variance of leaves", "var_pop", [of.variance(plants.map(({ leaves }) => leaves))]],
  [
    "skewness of height by species",
    "skewness",
    ["fern", "moss", "ivy"].map((kind) => of.skewness(heightsOf(kind))),
  ],
  ["what is the mode of leaves", "mode", of.mode(plants.map(({ leaves }) => leaves))],
  [
    "mode of habitat by species",
    "mode",
    ["rock", 50, of.mode(plants.filter((row) => row.species === "ivy").map(({ habitat }) => habitat))[1]],
  ],
  [
    "effect of height on width",
    "regression",
    [of.slope(sizes), of.pearson(sizes) ** 2],
    "for each unit of height",
  ],
  ["how does height affect width?", "regression", [of.slope(sizes)]],
  [
    "regression of height on width",
    "regression",
    [of.slope(sizes.map(([x, y]) => [y, x]))],
    "for each unit of width",
  ],
  ["predict width from height", "regression", [of.slope(sizes)]],
  [
    "does species influence height",
    "compare",
    ["fern", "moss", "ivy"].map((kind) => of.mean(heightsOf(kind))),
    "is significant",
  ],
  [
    "do species differ significantly in height",
    "compare",
    [of.mean(heightsOf("moss")), of.deviation(heightsOf("moss"))],
  ],
  ["anova of height by species", "compare", ["anova", of.mean(heightsOf("ivy"))]],
  [
    "is the difference in height between fern and moss significant?",
    "compare",
    [of.mean(heightsOf("fern")), of.mean(heightsOf("moss"))],
  ],
  ["kruskal-wallis test of leaves across species", "compare", ["kruskal"]],
  [
    "chi-squared test of species and habitat",
    "chi_squared",
    [of.chiSquared(plants.map(({ species, habitat }) => [species, habitat]))],
    "depend on each other",
  ],
  ["which columns correlate", "correlation", [of.pearson(sizes)], "height cm and width cm"],
  [
    "what correlates most with leaves",
    "correlation",
    [of.pearson(plants.map(({ height_cm, leaves }) => [height_cm, leaves]))],
  ],
  ["spearman correlation between height and width", "correlation", [of.spearman(sizes)], "Spearman's rho"],
  [
    "is the correlation between height and leaves significant",
    "correlation",
    [of.pearson(plants.map(({ height_cm, leaves }) => [height_cm, leaves])), 150],
  ],
  ["correlation between height and width", "correlation", [of.pearson(sizes)], "Pearson's r"],
];

const distances = rides.map(({ distance_km }) => distance_km);
const far = distances.filter((km) => Math.abs(km - of.mean(distances)) > 3 * of.deviation(distances));
const [low, high] = [of.quantile(distances, 0.25), of.quantile(distances, 0.75)];
const outside = distances.filter((km) => km > high + 1.5 * (high - low) || km < low - 1.5 * (high - low));
const minutes = rides.map(({ distance_km, duration_min }): [number, number] => [distance_km, duration_min]);
const RIDES: Case[] = [
  ["are there any outliers in distance?", "anomalies", far, `${far.length} rows lie`],
  ["unusual distances", "anomalies", [Math.max(...distances)]],
  ["how many outliers are there in distance km", "anomalies", far, `${far.length} rows lie`],
  ["find anomalies in distance using iqr", "anomalies", outside, `${outside.length} rows lie`],
  ["outliers in duration", "anomalies", [], "No value of duration min"],
  ["effect of duration on distance", "regression", [of.slope(minutes.map(([x, y]) => [y, x]))]],
  [
    "third quartile of duration for member",
    "quantile",
    [
      of.quantile(
        rides.flatMap((row) => (row.rider === "member" ? [row.duration_min] : [])),
        0.75,
      ),
    ],
  ],
  [
    "0.99 quantile of duration",
    "quantile",
    [
      of.quantile(
        minutes.map(([, y]) => y),
        0.99,
      ),
    ],
  ],
  ["mode of stars", "mode", of.mode(rides.map(({ stars }) => stars))],
  ["growth in the number of rides by year", "trend", [365, 355, -10, -10 / 365]],
  ["forecast the average distance for the next 4 weeks", "forecast", []],
  ["kendall correlation of duration and stars", "correlation", []],
];

const grades = exams.map(({ hours_studied, grade }): [number, number] => [hours_studied, grade]);
const gradesOf = (key: "school" | "gender", value: string) =>
  exams.flatMap((row) => (row[key] === value ? [row.grade] : []));
const EXAMS: Case[] = [
  ["effect of hours studied on grade", "regression", [of.slope(grades), of.pearson(grades) ** 2, 200]],
  [
    "how do hours studied and absences affect the grade",
    "regression",
    ["hours_studied", "absences"],
    "held equal",
  ],
  [
    "does the grade depend on absences",
    "regression",
    [of.slope(exams.map(({ absences, grade }) => [absences, grade]))],
    "not clearly different",
  ],
  [
    "is there a significant difference in grade between female and male",
    "compare",
    [of.mean(gradesOf("gender", "female")), of.mean(gradesOf("gender", "male"))],
    "is not significant",
  ],
  [
    "t-test of grade by school",
    "compare",
    ["t", of.mean(gradesOf("school", "North High")), of.mean(gradesOf("school", "South High"))],
    "Student's t-test",
  ],
  [
    "mann-whitney test of grade by gender",
    "compare",
    ["mann_whitney", of.quantile(gradesOf("gender", "male"), 0.5)],
  ],
  ["compare grade by school", "mean", [of.mean(gradesOf("school", "North High"))], "is significant"],
  [
    "are gender and school associated",
    "chi_squared",
    [of.chiSquared(exams.map(({ gender, school }) => [gender, school]))],
  ],
  ["how many values are missing in each column", "missing_values", ["remark", 180]],
  ["correlation matrix of exams", "correlation", [of.pearson(grades)], "hours studied and grade"],
  [
    "deciles of grade",
    "quantile",
    [0.1, 0.9].map((q) =>
      of.quantile(
        grades.map(([, y]) => y),
        q,
      ),
    ),
  ],
];

describe.each([
  ["visits", VISITS],
  ["plants", PLANTS],
  ["rides", RIDES],
  ["exams", EXAMS],
])("statistics in plain words over %s", (table, cases) => {
  it.each(cases)("%s", async (question, operation, cells, words) => {
    const { said, result } = await ask(table, question);
    expect(operationOf(result), said).toBe(operation);
    const all = result?.rows.flat() ?? [];
    for (const wanted of cells)
      expect(
        wanted !== undefined && all.some((cell) => isCell(cell, wanted)),
        `${wanted} in ${JSON.stringify(result?.rows.slice(0, 8))}`,
      ).toBe(true);
    if (words !== undefined) expect(said).toContain(words);
    expect(said).not.toMatch(/NaN|undefined|\bnull\b|Infinity|no number/);
  });
});

describe("what does not fit is refused with questions that can be answered", () => {
  it.each([
    ["plants", "forecast height for the next 6 months", "no column of dates"],
    ["plants", "growth of height by year", "no column of dates"],
    ["exams", "effect of school and hours studied on grade", "holds categories"],
    ["rides", "forecast distance for the next 3 years by year", "at least 8 are needed"],
    ["visits", "rides above the 90th percentile of charge", "pick rows"],
    ["visits", "forecast charge by clinic", "clinic"],
    ["exams", "outliers in happiness", "happiness"],
    ["plants", "is species normally distributed", "species"],
    ["exams", "correlation of grade and hours studied by school", "each group"],
    ["plants", "compare significance", "name the number"],
  ])("%s: %s", async (table, question, word) => {
    const { said, results } = await ask(table, question);
    expect(said).toContain("I cannot answer that");
    expect(said).toContain(word);
    expect(said).toContain("These I can answer");
    expect(results).toEqual([]);
  });
});
