import { describe, expect, test } from "vitest";
import { ScrollMap } from "./scroll-map.ts";

const ROW = 30;

test("rows that fit a browser's limits are scrolled as they are", () => {
  const map = new ScrollMap(1000 * ROW, 600);
  expect([map.height, map.scrolled(12_345), map.position, map.offset]).toEqual([30_000, 12_345, 12_345, 0]);
});

describe.each([1_000_000, 5_000_000, 200_000_000])("%d rows", (rows) => {
  const total = rows * ROW;

  test("the bar is bounded, and both its ends are the ends of the rows", () => {
    const map = new ScrollMap(total, 600);
    expect(map.height).toBeLessThanOrEqual(6_000_000);
    map.scrolled(map.height - 600);
    expect(map.position).toBe(total - 600);
    map.scrolled(0);
    expect(map.position).toBe(0);
  });

  test("wheeling passes every row, over the edges of pages too, and back again", () => {
    const map = new ScrollMap(total, 600);
    let top = map.moveTo(total / 100 - 5000);
    const start = map.position;
    for (let step = 1; step <= 1000; step++) {
      top = map.scrolled(top + 100);
      expect(Math.abs(map.position - (start + step * 100))).toBeLessThanOrEqual(1);
    }
    for (let step = 0; step < 1000; step++) top = map.scrolled(top - 100);
    expect(Math.abs(map.position - start)).toBeLessThanOrEqual(2);
  });

  test("any row can be gone to, and a jump lands near its share", () => {
    const map = new ScrollMap(total, 600);
    for (const row of [0, 1, 999_999, Math.floor(rows / 3), rows - 20]) {
      const top = map.moveTo(row * ROW);
      expect(map.position).toBeCloseTo(Math.min(row * ROW, total - 600), 5);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top).toBeLessThanOrEqual(map.height - 600);
    }
    map.moveTo(0);
    map.scrolled(map.height / 2);
    expect(Math.abs(map.position / total - 0.5)).toBeLessThan(0.02);
  });
});

test("nothing to scroll", () => {
  const map = new ScrollMap(0, 600);
  expect([map.moveTo(50), map.scrolled(0), map.position]).toEqual([0, 0, 0]);
});
