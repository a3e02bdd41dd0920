import { describe, expect, test } from "vitest";
import { type InferenceHints, inferColumns } from "./infer-columns.ts";

/** The plan of one column, perhaps among others of the same file. */
function plan(values: (string | null)[], hints: Partial<InferenceHints> = {}, others: string[][] = []) {
  const columns = [values, ...others];
  const names = hints.names ?? columns.map((_, at) => `c${at}`);
  const rows = values.map((_, at) => columns.map((column) => column[at] ?? null));
  const [first] = inferColumns(rows, { ...hints, names });
  return first!;
}
const typeOf = (...values: (string | null)[]) => plan(values).reading.type;

describe("numbers", () => {
  test.each<[string, string[]]>([
    ["BIGINT", ["1", "-20", "9223372036854775807"]],
    ["DECIMAL(38,0)", ["1", "9223372036854775808"]],
    ["VARCHAR", ["1", "1".repeat(39)]],
    ["DOUBLE", ["1", "2.5", ".5", "1e-7"]],
    ["DOUBLE", ["0.30000000000000004", "52.520000000000003"]],
    ["DECIMAL(38,20)", ["3.14159265358979323846", "1"]],
    ["VARCHAR", ["00123", "00456", "1"]],
    ["VARCHAR", ["+4930123456", "+49"]],
    ["BIGINT", ["+5", "-3", "0"]],
    ["BIGINT", ["1999", "2024"]],
    ["VARCHAR", ["1e400", "1"]],
    ["DOUBLE", ["inf", "1.5", "-Infinity"]],
    ["DOUBLE", ["12 %", "5.5%"]],
    ["DOUBLE", ["$1,200.50", "(300)", "$5"]],
    ["VARCHAR", ["$5", "€ 7", "£3"]],
    ["VARCHAR", ["(1)", "(2)"]],
    ["VARCHAR", ["1.2.3", "1.2.4"]],
  ])("%s from %j", (type, values) => {
    expect(typeOf(...values)).toBe(type);
  });

  test("nulls and null words are no values; alone they are text", () => {
    expect(typeOf("1", "n/a", null, "-", "2")).toBe("BIGINT");
    expect(typeOf("n/a", "-", null)).toBe("VARCHAR");
    expect(typeOf(null, null)).toBe("VARCHAR");
  });

  test("marks are those that the whole column allows", () => {
    expect(plan(["1.234,56", "7"]).reading).toMatchObject({ decimal: ",", group: ".", type: "DOUBLE" });
    expect(plan(["1 234,56", "7"]).reading).toMatchObject({ decimal: ",", group: " " });
    expect(plan(["1'234.56", "7"]).reading).toMatchObject({ decimal: ".", group: "'" });
    expect(plan(["12,34,567.5", "1"]).reading).toMatchObject({ decimal: ".", group: "," });
    expect(plan(["1,234", "0,5"]).reading).toMatchObject({ decimal: "," });
  });

  test("an open mark is decided by the file's other columns, and said when nothing decides it", () => {
    expect(plan(["1,234", "2,500"])).toMatchObject({
      reading: { type: "BIGINT" },
      warning: expect.stringContaining("1,234"),
    });
    expect(plan(["1,234", "2,500"], {}, [["0,5", "1,25"]])).toMatchObject({
      reading: { decimal: ",", type: "DOUBLE" },
      warning: null,
    });
    expect(plan(["1.234", "2.500"], {}, [["0,5", "1,25"]])).toMatchObject({
      reading: { group: ".", type: "BIGINT" },
      warning: null,
    });
    expect(plan(["1.234", "2.500"])).toMatchObject({
      reading: { type: "DOUBLE", plain: true },
      warning: null,
    });
    expect(plan(["1,234", "2,500"], { decimal: "," }).reading).toMatchObject({ type: "DOUBLE" });
    expect(plan(["1,234", "2,500"], { delimiter: ";" }).reading).toMatchObject({
      type: "DOUBLE",
      decimal: ",",
    });
  });
});

describe("truth values", () => {
  test.each([
    [["true", "FALSE"]],
    [["yes", "No"]],
    [["ja", "nein"]],
    [["oui", "non"]],
    [["t", "f"]],
    [["y", "n"]],
    [["on", "off"]],
    [["wahr", "falsch"]],
    [["yes", "yes"]],
  ])("%j", (values) => {
    expect(typeOf(...values)).toBe("BOOLEAN");
  });

  test("0 and 1 stay numbers, letters without their opposite and words of two pairs text", () => {
    expect(typeOf("0", "1")).toBe("BIGINT");
    expect(typeOf("M", "F")).toBe("VARCHAR");
    expect(typeOf("Y", "Y")).toBe("VARCHAR");
    expect(typeOf("yes", "false", "on", "nein")).toBe("VARCHAR");
  });
});

describe("dates and times", () => {
  const form = (...values: string[]) => {
    const { reading } = plan(values);
    return reading.kind === "time" ? `${reading.type} ${reading.date?.family ?? ""}` : reading.type;
  };
  test.each<[string, string[]]>([
    ["DATE ymd", ["2024-01-05", "2024-02-29"]],
    ["DATE ymd", ["2024/1/5", "1999/12/31"]],
    ["DATE dmy", ["01.02.2024", "13.02.2024"]],
    ["DATE mdy", ["01/02/2024", "02/13/2024"]],
    ["DATE dmy", ["19/01/18", "31/12/99"]],
    ["DATE day_name", ["19-Jan-18", "1-Feb-99"]],
    ["DATE day_name", ["19 January 2018", "1. März 2020"]],
    ["DATE name_day", ["Jan 19, 2018", "March 1, 2020"]],
    ["TIMESTAMP ymd", ["2024-01-05 10:20", "2024-01-05T10:20:30.5"]],
    ["TIMESTAMP ymd", ["2024-01-05", "2024-01-05 10:20"]],
    ["TIMESTAMP mdy", ["1/2/2024 1:05 PM", "12/31/2024 12:00 AM"]],
    ["TIMESTAMP WITH TIME ZONE ymd", ["2024-01-05T10:20:30Z", "2024-01-05 10:20:30+02:00"]],
    ["TIME ", ["10:20:30", "23:59:59"]],
    ["BIGINT", ["20240105", "20241231"]],
    ["VARCHAR", ["2024-01-05", "19 Jan 2024", "01.02.2024"]],
    ["VARCHAR", ["25:00", "99:59"]],
    ["VARCHAR", ["2024-13-01", "2024-02-30"]],
  ])("%s from %j", (expected, values) => {
    expect(form(...values)).toBe(expected);
  });

  test("eight digits are dates where the column's name says so", () => {
    expect(plan(["20240105", "20241231"], { names: ["order_date"] }).reading.type).toBe("DATE");
  });

  test("an open order: a wish, then steps, then the other columns, then the custom of the separator; and it is said", () => {
    const open = ["01/02/2024", "03/04/2024"];
    expect(plan(open)).toMatchObject({
      reading: { date: { family: "mdy" } },
      warning: expect.stringContaining("01/02/2024"),
    });
    expect(plan(["01.02.2024", "03.04.2024"])).toMatchObject({ reading: { date: { family: "dmy" } } });
    expect(plan(open, { date_order: "dmy" })).toMatchObject({
      reading: { date: { family: "dmy" } },
      warning: null,
    });
    expect(plan(open, {}, [["13/02/2024", "14/02/2024"]])).toMatchObject({
      reading: { date: { family: "dmy" } },
      warning: null,
    });
    expect(plan(["01/01/2024", "01/02/2024", "01/03/2024"])).toMatchObject({
      reading: { date: { family: "dmy" } },
    });
  });
});

test("a person's word stands against the values", () => {
  expect(plan(["1", "2"], { types: { c0: "text" } }).reading.type).toBe("VARCHAR");
  expect(plan(["1", "x", "y"], { types: { c0: "number" } })).toMatchObject({
    reading: { type: "BIGINT" },
    wished: true,
  });
  expect(plan(["007", "8"], { types: { c0: "number" } }).reading.type).toBe("BIGINT");
  expect(plan(["1", "0"], { types: { c0: "boolean" } }).reading.type).toBe("BOOLEAN");
  expect(plan(["x"], { types: { c0: "date" } }).reading.type).toBe("DATE");
});

test("a few strange values leave the plan to the whole file; many make it text", () => {
  const numbers = Array.from({ length: 20 }, (_, at) => String(at));
  expect(plan([...numbers, "x"])).toMatchObject({ reading: { type: "BIGINT" }, clean: false });
  expect(plan([...numbers, ...numbers.map((n) => `x${n}`)]).reading.type).toBe("VARCHAR");
});
