import { describe } from "vitest";
import { answers, type Case, reach } from "#e2e/support/analyst-reach.ts";
import * as of from "./test-support/figures.ts";
import { plants, visits } from "./test-support/reach-tables.ts";

const ask = reach({ visits, plants });

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

describe.each([
  ["visits", VISITS],
  ["plants", PLANTS],
])("statistics in plain words over %s", (table, cases) => answers(ask, table, cases));
