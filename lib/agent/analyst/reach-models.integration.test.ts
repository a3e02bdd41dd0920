import { describe, expect, it } from "vitest";
import { answers, type Case, reach } from "#e2e/support/analyst-reach.ts";
import * as of from "./test-support/figures.ts";
import { exams, plants, rides, visits } from "./test-support/reach-tables.ts";

const ask = reach({ visits, plants, rides, exams });

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
    "no clear sign of a difference",
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
  ["rides", RIDES],
  ["exams", EXAMS],
])("statistics in plain words over %s", (table, cases) => answers(ask, table, cases));

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
