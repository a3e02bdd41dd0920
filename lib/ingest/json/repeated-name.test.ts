import { expect, test } from "vitest";
import { hasRepeatedName, repeatedName } from "./repeated-name.ts";

test.each([
  ['{"a":1,"b":2}', null],
  ['{"a":1,"a":2}', "a"],
  ['{"a":{"x":1},"b":{"x":[{"x":2},{"x":3}]}}', null],
  ['{"a":[{"x":1},{"x":2 , "y" : 3, "x":{}}]}', "x"],
  ['{"a:b":"c:d","t":"2024-01-01T10:00:00","q":"\\"a\\":1"}', null],
  ['{"\\u0061":1,"a":2}', "a"],
  ['{"a\\\\":1,"a":2}', null],
  ['{"__proto__":1,"a":2}', null],
  ['{"1":1,"1":2}', "1"],
  ["[]", null],
])("of %s the repeated name is %s", (text, name) => {
  expect(repeatedName(text)).toBe(name);
  expect(hasRepeatedName(text, JSON.parse(text))).toBe(name !== null);
});
