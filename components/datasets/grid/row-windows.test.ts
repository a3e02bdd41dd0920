import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { PAGE_ROWS, type ReadWindow, RowWindows } from "./row-windows.ts";

const ROWS = 1_000_000;

function table(delay = 5) {
  const asked: number[] = [];
  const aborted: number[] = [];
  const read: ReadWindow = async (offset, limit, signal) => {
    asked.push(offset);
    signal.addEventListener("abort", () => aborted.push(offset));
    await sleep(delay);
    signal.throwIfAborted();
    return { rows: Array.from({ length: limit }, (_, at) => [offset + at]), row_count: ROWS };
  };
  return { windows: new RowWindows(read), asked, aborted };
}

test("the pages on the screen are read once, and their rows are at hand", async () => {
  const { windows, asked } = table();
  windows.show(190, 210);
  windows.show(191, 211);
  await sleep(20);
  expect(asked).toEqual([0, PAGE_ROWS]);
  expect([windows.rowCount, windows.rowAt(205), windows.rowAt(5000)]).toEqual([ROWS, [205], undefined]);
  windows.show(0, 20);
  await sleep(60);
  expect(asked).toHaveLength(2);
});

test("what flies by is not asked for, and reads that are no longer needed are aborted", async () => {
  const { windows, asked, aborted } = table(100);
  windows.show(0, 20);
  await sleep(120);
  for (let row = 1000; row <= 500_000; row += 50_000) windows.show(row, row + 20);
  windows.show(600_000, 600_020);
  await sleep(60);
  expect(asked).toEqual([0, 600_000]);
  windows.show(900_000, 900_020);
  expect(aborted).toEqual([600_000]);
  await sleep(200);
  expect([windows.rowAt(900_000), windows.rowAt(600_000), windows.error]).toEqual([
    [900_000],
    undefined,
    null,
  ]);
});

test("a bounded number of pages is kept", async () => {
  const { windows } = table(0);
  windows.show(0, 10);
  await sleep(10);
  windows.show(PAGE_ROWS, PAGE_ROWS * 60);
  await sleep(120);
  expect(windows.rowAt(PAGE_ROWS * 30)).toEqual([PAGE_ROWS * 30]);
  windows.show(PAGE_ROWS * 70, PAGE_ROWS * 70 + 10);
  await sleep(80);
  expect([windows.rowAt(0), windows.rowAt(PAGE_ROWS), windows.rowAt(PAGE_ROWS * 70)]).toEqual([
    undefined,
    undefined,
    [PAGE_ROWS * 70],
  ]);
});

test("a failed read says why, stops, and can be tried again", async () => {
  let calls = 0;
  const windows = new RowWindows(async () => {
    calls += 1;
    if (calls === 1) throw new Error("The column is gone.");
    return { rows: [[1]], row_count: 1 };
  });
  windows.show(0, 10);
  await sleep(5);
  windows.show(0, 11);
  await sleep(60);
  expect([windows.error, calls]).toEqual(["The column is gone.", 1]);
  windows.retry();
  await sleep(5);
  expect([windows.error, windows.rowAt(0)]).toEqual([null, [1]]);
});
