import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sweepLeftOver } from "#e2e/torture/left-over.ts";
import { torture } from "#e2e/torture/torture.ts";

test("after five kills everything acknowledged is there and whole, and nothing else is left", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "veritable-torture-"));
  const report = await torture({ kills: 5, seed: 4, dataDir });
  expect(report).toMatchObject({ lost: [], damaged: [] });
  expect(report.acknowledged).toBeGreaterThan(0);
  expect(await sweepLeftOver(dataDir)).toMatchObject({ litter: [], missing: [] });
  await rm(dataDir, { recursive: true, force: true });
}, 300_000);
