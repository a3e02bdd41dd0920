import { expect, it } from "vitest";
import { followUps } from "./follow-ups.ts";

const QUESTIONS = [
  "What is the average amount by region?",
  "Describe the data",
  "How many rows?",
  "Which?",
  "Why?",
];

it("offers three questions that have not been asked, however they were written", () => {
  expect(followUps(QUESTIONS, ["what is the average  amount by region"])).toEqual(QUESTIONS.slice(1, 4));
  expect(followUps(QUESTIONS, ["DESCRIBE the data."])).not.toContain("Describe the data");
});

it("offers nothing when all was asked", () => {
  expect(followUps(QUESTIONS, QUESTIONS)).toEqual([]);
});
