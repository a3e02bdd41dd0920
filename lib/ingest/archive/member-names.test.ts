import { expect, test } from "vitest";
import { displayName } from "./member-names.ts";

test.each([
  ["folder/sales.csv", "folder/sales.csv"],
  ["../../etc/passwd", "etc/passwd"],
  ["/abs/olute.csv", "abs/olute.csv"],
  ["C:\\Users\\me\\x.csv", "Users/me/x.csv"],
  ["a\u0000b\u001b[31m\n.csv", "ab[31m.csv"],
  ["invoice\u202Evsc.exe", "invoicevsc.exe"],
  ["./.././", "file"],
])("%j is shown as %j", (given, shown) => {
  expect(displayName(given)).toBe(shown);
});

test("a long name keeps its end", () => {
  const shown = displayName(`${"x".repeat(300)}.csv`);
  expect([...shown]).toHaveLength(200);
  expect(shown.endsWith("x.csv")).toBe(true);
});
