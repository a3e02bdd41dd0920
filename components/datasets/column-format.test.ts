import { describe, expect, test } from "vitest";
import { columnFormat, typeLabel } from "./column-format.ts";

describe("a column's cells", () => {
  test("whole numbers are grouped, also beyond 2^53, and stand right", () => {
    const format = columnFormat("amount", "HUGEINT", [1200, "170141183460469231731687303715884105727"]);
    expect(format.align).toBe("right");
    expect(format.text(1200)).toBe("1,200");
    expect(format.text("170141183460469231731687303715884105727")).toBe(
      "170,141,183,460,469,231,731,687,303,715,884,105,727",
    );
  });

  test("years and identifiers are labels", () => {
    expect(columnFormat("year", "BIGINT", [2024]).text(2024)).toBe("2024");
    expect(columnFormat("customer_id", "INTEGER", [10432]).text(10432)).toBe("10432");
    expect(columnFormat("yearly_total", "INTEGER", [10432]).text(10432)).toBe("10,432");
  });

  test("fractions share one precision", () => {
    const format = columnFormat("avg", "DOUBLE", [1234.5, 7.25, 3]);
    expect([1234.5, 7.25, 3].map((value) => format.text(value))).toEqual(["1,234.50", "7.25", "3.00"]);
  });

  test("long tails are cut by the size of the numbers, small ones keep their digits", () => {
    expect(columnFormat("avg", "DOUBLE", [248.33333333]).text(248.33333333)).toBe("248.33");
    expect(columnFormat("r", "DOUBLE", [0.0123456]).text(0.0123456)).toBe("0.01235");
    expect(columnFormat("p", "DOUBLE", [0.000012]).text(0.000012)).toBe("1.200e-5");
  });

  test("whole fractions need no decimals, and decimals beyond 15 digits come as text", () => {
    expect(columnFormat("n", "DOUBLE", [3, 4]).text(4)).toBe("4");
    expect(columnFormat("d", "DECIMAL(38,2)", ["12345678901234567.89"]).text("NaN")).toBe("NaN");
  });

  test("what is no number is said as it is", () => {
    const format = columnFormat("x", "DOUBLE", [1.5, "NaN", null]);
    expect(format.text("NaN")).toBe("NaN");
    expect(format.text("-Infinity")).toBe("-Infinity");
    expect(format.text(null)).toBe("null");
  });

  test("timestamps drop the time only where all are at midnight", () => {
    expect(columnFormat("t", "TIMESTAMP", ["2024-05-01T00:00:00"]).text("2024-05-01T00:00:00")).toBe(
      "2024-05-01",
    );
    const mixed = ["2024-05-01T00:00:00", "2024-05-01T12:30:00Z"];
    const format = columnFormat("t", "TIMESTAMP WITH TIME ZONE", mixed);
    expect(mixed.map((value) => format.text(value))).toEqual(["2024-05-01 00:00", "2024-05-01 12:30Z"]);
  });

  test("seconds are written for all rows when one has them", () => {
    const mixed = ["2024-05-01T10:00:00", "2024-05-01T10:00:07"];
    const format = columnFormat("t", "TIMESTAMP", mixed);
    expect(mixed.map((value) => format.text(value))).toEqual(["2024-05-01 10:00:00", "2024-05-01 10:00:07"]);
  });

  test("a time that was not at hand when the format was chosen is not hidden", () => {
    const format = columnFormat("t", "TIMESTAMP", ["2024-05-01T00:00:00"]);
    expect(format.text("2024-05-01T10:30:00")).toBe("2024-05-01 10:30");
  });

  test("a share of one is written in percent, as sentences write it", () => {
    const format = columnFormat("share", "DOUBLE", [0.61616, 0.38384, null]);
    expect([0.61616, 1, null].map((value) => format.text(value))).toEqual(["61.6%", "100.0%", "null"]);
    expect(columnFormat("share", "DOUBLE", [61.6]).text(61.6)).toBe("61.6");
  });

  test("structures are JSON", () => {
    expect(columnFormat("s", "STRUCT(a INTEGER)", []).text({ a: 1 })).toBe('{"a":1}');
  });
});

test.each([
  ["BIGINT", "whole number"],
  ["DECIMAL(18,2)", "number"],
  ["VARCHAR[]", "list"],
  ["TIMESTAMP WITH TIME ZONE", "date and time"],
  ["STRUCT(a INTEGER)", "struct"],
  ["ENUM('a')", "enum('a')"],
])("%s is called %s", (type, label) => expect(typeLabel(type)).toBe(label));
