import { describe, expect, it } from "vitest";
import { acceptName, completeName, namesOf } from "./complete.ts";

const column = (name: string, type = "VARCHAR") => ({ name, type });
const SALES = {
  table: "sales",
  filename: "sales.csv",
  columns: [column("Region"), column("Amount", "DOUBLE"), column("Sold on", "DATE"), column("customer_id")],
};
const CUSTOMERS = {
  table: "customers",
  filename: "customers.csv",
  columns: [column("customer_id"), column("name")],
};
const names = namesOf([SALES, CUSTOMERS]);
const offered = (text: string, caret = text.length) =>
  completeName(text, caret, names)?.options.map(({ insert }) => insert) ?? [];

describe("completion of names", () => {
  it("offers what the last word begins, and a name for a slip of the finger", () => {
    expect(offered("what is the average am")).toEqual(["Amount"]);
    expect(offered("average by regoin")).toEqual(["Region"]);
  });

  it("knows names of several words", () => {
    const found = completeName("which day was sold o", 20, names);
    expect(found?.options[0]?.insert).toBe("Sold on");
    expect(found?.start).toBe(14);
  });

  it("names the table of a column that several tables have", () => {
    expect(offered("count cust")).toEqual(["customer_id in sales", "customer_id in customers", "customers"]);
    expect(names.find(({ insert }) => insert === "customer_id in sales")?.note).toBe("text, in sales");
  });

  it("offers nothing for everyday words, one letter, a whole name, or what is finished", () => {
    for (const text of ["how many rows are in", "a", "by Region", "by region?", "by reg ", ""])
      expect(offered(text)).toEqual([]);
  });

  it("offers nothing in the middle of a word, but before other words", () => {
    expect(offered("average amount", 10)).toEqual([]);
    expect(offered("average am by Region", 10)).toEqual(["Amount"]);
  });
});

describe("an accepted name", () => {
  const accept = (text: string, caret = text.length) => {
    const found = completeName(text, caret, names);
    const option = found?.options[0];
    return found && option ? acceptName(text, found, option) : null;
  };

  it("takes the place of the typed words, with a space to go on after", () => {
    expect(accept("average am")).toEqual({ text: "average Amount ", caret: 15 });
    expect(accept("first sold o")).toEqual({ text: "first Sold on ", caret: 14 });
  });

  it("doubles no space and none before a sign", () => {
    expect(accept("average am by x", 10)).toEqual({ text: "average Amount by x", caret: 15 });
    expect(accept("average am?", 10)).toEqual({ text: "average Amount?", caret: 14 });
  });
});
