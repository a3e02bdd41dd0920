import { expect, it } from "vitest";
import { nameWords } from "./name-words.ts";
import { tokenise } from "./tokenise.ts";

const texts = (question: string) => tokenise(question).map(({ text }) => text);

it("keeps words, numbers, quotes and signs apart", () => {
  expect(texts("What's the avg of net_total for 'New York' >= 1,000.50?")).toEqual([
    "What's",
    "the",
    "avg",
    "of",
    "net_total",
    "for",
    "New York",
    ">=",
    "1,000.50",
    "?",
  ]);
  expect(tokenise("over $1,500 or 2k").map(({ value }) => value)).toEqual([null, 1500, null, 2000]);
  expect(tokenise("since 2023-01-15")[1]).toMatchObject({ kind: "quoted", text: "2023-01-15" });
  expect(tokenise("top five regions")[1]).toMatchObject({ kind: "number", value: 5 });
});

it("gives words in singular", () => {
  expect(tokenise("cities regions status sales").map(({ stem }) => stem)).toEqual([
    "city",
    "region",
    "status",
    "sale",
  ]);
});

it.each([
  ["orderDates", ["order", "date"]],
  ["unit_price", ["unit", "price"]],
  ["HTTPStatus", ["http", "status"]],
  ["Größe (cm)", ["größe", "cm"]],
  ["customer-ID", ["customer", "id"]],
])("splits the name %s", (name, words) => {
  expect(nameWords(name)).toEqual(words);
});
