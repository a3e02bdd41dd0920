import { expect, it } from "vitest";
import { sayCell, sayGroup } from "./cell.ts";
import { decimalsFor, sayList, sayNumber, sayShare } from "./number.ts";

it.each([
  [1234567, "1,234,567"],
  [1234.5678, "1,234.57"],
  [0.0012345, "0.00123"],
  [-3.456, "-3.46"],
  ["170141183460469231731687303715884105727", "170,141,183,460,469,231,731,687,303,715,884,105,727"],
  ["NaN", "no number"],
  ["Infinity", "no number"],
  [null, "no number"],
])("%s is said as %s", (value, said) => {
  expect(sayNumber(value)).toBe(said);
});

it.each([
  [
    [83118.1, 143078.93],
    ["83,118.10", "143,078.93"],
  ],
  [
    [112477.00000000004, 12.5],
    ["112,477.00", "12.50"],
  ],
  [
    [112477.00000000004, 12],
    ["112,477", "12"],
  ],
  [
    [0.0034, 0.00152],
    ["0.0034", "0.00152"],
  ],
  [
    [250.5, 0.004],
    ["250.50", "0.004"],
  ],
])("writes %s alike", (values, said) => {
  const decimals = decimalsFor(values);
  expect(values.map((value) => sayNumber(value, decimals))).toEqual(said);
});

it("says dates by the grain they were grouped by", () => {
  expect(sayGroup("2023-03-01", "month")).toBe("March 2023");
  expect(sayGroup("2023-04-01", "quarter")).toBe("Q2 2023");
  expect(sayGroup("2023-01-01", "year")).toBe("2023");
  expect(sayGroup("2023-01-02", "week")).toBe("the week of 2023-01-02");
  expect(sayCell("2023-01-02T10:30:00")).toBe("2023-01-02 10:30:00");
});

it("names groups without a value as such", () => {
  expect(sayGroup(null, null)).toBe("(missing)");
  expect(sayGroup("", null)).toBe("(empty)");
  expect(sayGroup(false, null)).toBe("false");
});

it("says shares and lists", () => {
  expect(sayShare(0.1234)).toBe("12.3%");
  expect(sayList(["a", "b", "c"])).toBe("a, b and c");
});
