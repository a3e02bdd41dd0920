import { expect, test } from "vitest";
import { LONG_FRACTION, parsedLine } from "./parse-line.ts";

function parse(text: string, before = ""): unknown {
  const block = Buffer.from(`${before}${text}`);
  return parsedLine(block, before.length, block.length).value;
}

test.each(["", "x", "1234567890", "\n\n"])(
  "a fraction is found too long wherever it stands (behind %j)",
  (before) => {
    for (let space = 0; space < 40; space++) {
      const text = `{${" ".repeat(space)}"a":1234567890.5, "b":[1.5,0.12345678901234567891]}`;
      expect(parse(text, before)).toEqual({ a: 1234567890.5, b: [1.5, LONG_FRACTION] });
    }
  },
);

test.each([
  ['{"a":"0.12345678901234567891"}', { a: "0.12345678901234567891" }],
  ['{"a":0.30000000000000004,"b":0.10000000000000001}', { a: 0.30000000000000004, b: 0.1 }],
  ['{"a":12345678901234567890}', { a: Number("12345678901234567890") }],
])("%s is as JavaScript has it", (text, value) => {
  expect(parse(text)).toEqual(value);
});

test.each(['{"a":', "{'a':1}", '{"a":"\\ud800"}', ""])("%s is no value", (text) => {
  expect(parse(text)).toBeUndefined();
});
