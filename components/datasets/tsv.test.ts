import { expect, test } from "vitest";
import { tsvOf } from "./tsv.ts";

test("exact values stand between tabs; what would break a line is quoted", () => {
  const rows = [
    [1.23456789, null, "a\tb"],
    ["9007199254740993", 'say "x"', { k: [1] }],
  ];
  expect(tsvOf(rows, ["x", "y", "z"])).toBe(
    `x\ty\tz\n1.23456789\t\t"a\tb"\n9007199254740993\t"say ""x"""\t"{""k"":[1]}"`,
  );
});
