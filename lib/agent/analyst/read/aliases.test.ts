import { expect, it } from "vitest";
import { type Catalog, catalogOf } from "#lib/agent/analyst/catalog.ts";
import { readQuestion } from "./read-question.ts";

/** Guests of hotels; `cities` are the values that the profile knows. */
function guests(cities: string[]): Catalog {
  const text = (name: string, values: string[]) => ({
    name,
    type: "VARCHAR",
    nulls: 0,
    distinct: values.length,
    min: null,
    max: null,
    mean: null,
    histogram: null,
    top: values.map((value) => ({ value, count: 5 })),
  });
  const number = (name: string) => ({ ...text(name, []), type: "DOUBLE", distinct: 40, top: null });
  const columns = [text("sex", ["female", "male"]), text("city", cities), number("age"), number("charges")];
  return catalogOf([
    {
      dataset_id: "d",
      table: "guests",
      filename: "guests.csv",
      fingerprint: "0".repeat(64),
      row_count: 50,
      columns: columns.map(({ name, type }) => ({ name, type, nullable: false })),
      profile: { row_count: 50, columns },
      parquet_path: "/nowhere/guests.parquet",
    },
  ]);
}

const CITIES = ["New York City", "Paris"];
function filtersOf(question: string, cities = CITIES) {
  const { reading } = readQuestion(question, guests(cities));
  if (!("intent" in reading)) return reading;
  const { filters, assumptions } = reading.intent;
  const said = filters.map(({ column, values }) => `${column.name} = ${values.join()}`);
  return { said, assumptions };
}

it.each([
  ["average age of women", "sex = female", "I took “women” to mean female."],
  ["how many men are there", "sex = male", "I took “men” to mean male."],
  ["average age in New York", "city = New York City", "I took “New York” to mean New York City."],
])("“%s” is about a value by another name, and says so", (question, filter, assumption) => {
  expect(filtersOf(question)).toMatchObject({
    said: [filter],
    assumptions: expect.arrayContaining([assumption]),
  });
});

it("a name that two values begin with means neither", () => {
  const read = filtersOf("average age in New York", ["New York City", "New York State"]);
  expect(JSON.stringify(read)).not.toContain("city = ");
});

it("what people pay is a column of charges, and a relation a correlation", () => {
  const pay = readQuestion("what do women pay on average", guests(CITIES)).reading;
  expect(JSON.stringify(pay)).toContain("I took “pay” to mean the column charges.");
  const relation = readQuestion("is there a relation between age and charges?", guests(CITIES)).reading;
  expect(JSON.stringify(relation)).toContain('"kind":"correlation"');
});
