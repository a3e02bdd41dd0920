import { expect, test } from "vitest";
import { untilReached } from "./until-reached.ts";

const at = (failures: number) => {
  let left = failures;
  return async () => {
    if (left-- > 0) throw new TypeError("Failed to fetch");
    return "done";
  };
};

test("work is done again until the server is back, and the loss is told once", async () => {
  const waits: number[] = [];
  let lost = 0;
  const outcome = await untilReached(
    at(3),
    () => lost++,
    async (ms) => waits.push(ms),
  );
  expect([outcome, lost, waits]).toEqual(["done", 1, [1000, 2000, 4000]]);
});

test("what works at once waits for nothing", async () => {
  let lost = 0;
  expect(await untilReached(at(0), () => lost++, Promise.resolve)).toBe("done");
  expect(lost).toBe(0);
});

test("a server that stays away ends in the error", async () => {
  await expect(
    untilReached(
      at(99),
      () => undefined,
      async () => undefined,
    ),
  ).rejects.toThrow("Failed to fetch");
});
