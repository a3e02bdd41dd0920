import { describe, expect, it } from "vitest";
import { answers, type Case, planOf, reach } from "#e2e/support/analyst-reach.ts";
import * as of from "./test-support/figures.ts";
import { exams, plants, rides, visits } from "./test-support/reach-tables.ts";

const ask = reach({ visits, plants, rides, exams });

const chargesAt = (clinic: string, year = "") =>
  visits.flatMap((row) => (row.clinic === clinic && row.visit_date.startsWith(year) ? [row.charge] : []));
const shareOf = (clinic: string) =>
  of.mean(visits.flatMap((row) => (row.clinic === clinic ? [row.insured ? 1 : 0] : [])));
const heights = (species: string) =>
  plants.flatMap((row) => (row.species === species ? [row.height_cm] : []));
const long = rides.map(({ duration_min }) => duration_min);

const FOLLOW_UPS: Record<string, Case[]> = {
  visits: [
    [
      "90th percentile of charge >> only Hill",
      "quantile",
      [of.quantile(chargesAt("Hill"), 0.9)],
      "For clinic Hill",
    ],
    [
      "quartiles of charge >> by clinic >> only 2022",
      "quantile",
      [of.quantile(chargesAt("Hill", "2022"), 0.25), of.quantile(chargesAt("Station", "2022"), 0.75)],
      "for Harbour",
    ],
    [
      "p90 of charge by clinic >> what about the median?",
      "median",
      [of.quantile(chargesAt("Hill"), 0.5)],
      "median charge",
    ],
    ["average charge by clinic >> what about the median?", "median", [of.quantile(chargesAt("Hill"), 0.5)]],
    ["growth of charge by year >> and by month?", "trend", ["2023-12-01"], "December 2023"],
    [
      "total charge by month >> growth? >> only Hill",
      "trend",
      [of.sum(chargesAt("Hill", "2023-12"))],
      "For clinic Hill",
    ],
    [
      "forecast charge for the next 6 months >> next 2 months",
      "forecast",
      ["2024-02-01"],
      "in February 2024",
    ],
    ["average charge by clinic >> and the skewness?", "skewness", [of.skewness(chargesAt("Harbour"))]],
    ["number of visits by clinic >> as a percentage", "share", [1 / 3]],
    ["% of visits insured by clinic", "mean", [shareOf("Hill"), shareOf("Station")], "insured = true"],
    ["which clinic has the highest share of insured visits", "mean", [shareOf("Harbour")]],
    ["% of visits not insured by clinic >> only 2022 >> by year", "trend", ["2022-01-01"], "insured = false"],
  ],
  plants: [
    ["skewness of height by species >> and kurtosis?", "kurtosis", [of.kurtosis(heights("ivy"))]],
    ["outliers in height >> using iqr >> and width?", "anomalies", [], "width cm"],
    ["most common habitat by species", "mode", ["rock", 50]],
    [
      "distribution of height by species",
      "spread",
      [of.quantile(heights("ivy"), 0.25), of.quantile(heights("ivy"), 0.75)],
      "The middle half of height cm lies between",
    ],
    ["is height different between species", "compare", [of.mean(heights("ivy"))], "is significant"],
    ["is habitat related to species", "chi_squared", ["rock"], "depend on each other"],
    ["is height related to species", "compare", [of.mean(heights("moss"))], "is significant"],
  ],
  rides: [
    ["averge duration by rider", "mean", [], "average duration"],
    ["skewness of duration >> and distance?", "skewness", [of.skewness(rides.map((row) => row.distance_km))]],
    ["90th percentile of duration >> what about the average", "mean", [of.mean(long)]],
  ],
  exams: [
    ["what percentage of remarks is missing", "missing_values", ["remark", 180, 0.9], "90% of the rows"],
    ["are grades higher for female than male", "compare", [], "no clear sign of a difference"],
    ["t-test of grade by school >> by gender", "compare", ["female", "male"], "groups of gender"],
  ],
};

describe.each(Object.entries(FOLLOW_UPS))("short questions after others, over %s", (table, cases) =>
  answers(ask, table, cases),
);

describe("what a short question leaves open", () => {
  it.each([
    ["visits", "average charge by clinic", "as a percentage", "only totals and counts have shares"],
    ["visits", "forecast charge for the next 6 months", "by clinic", "could not tell how that changes"],
    ["plants", "skewness and kurtosis of height", "", "one at a time"],
    ["plants", "average leaves per cm", "", "cm"],
    ["visits", "are insured visits more expensive", "", "do not say with what"],
    ["visits", "charge this year vs last year", "", "which two periods"],
    ["visits", "what percentage of insured visits is in each clinic", "", "shares within groups"],
  ])("%s: %s, %s", async (table, first, then, words) => {
    const { said, results } = await ask(table, ...[first, then].filter((text) => text !== ""));
    expect(said).toContain(words);
    expect(results).toEqual([]);
  });
});

describe("what was taken for what is told", () => {
  it.each([
    ["visits", "forcast charge for the next 3 months", "I read “forcast” as “forecast”."],
    ["visits", "% of visits insured by clinic", "Each share is of the rows of its group, not of all rows."],
    ["visits", "p90 of wait minutes", "28 rows without wait_minutes are left out."],
    ["exams", "compare grade by school", "I averaged grade, since a sum of it would say little."],
  ])("%s: %s", async (table, question, sentence) => {
    expect((await ask(table, question)).assumed).toContain(sentence);
  });

  it("a forecast says its interval and how far off it was when tested", async () => {
    const { said, result } = await ask("visits", "forecast charge for the next 3 months");
    expect(planOf(result)).toMatchObject({ horizon: 3, time_grain: "month" });
    expect(said).toMatch(/95% interval [\d,.]+ to [\d,.]+.*off by [\d.]+% on average/);
  });
});
