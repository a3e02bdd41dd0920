/** `npm run torture -- --kills 50 --seed 1`: prints one JSON line, and fails when anything was lost, damaged or left. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sweepLeftOver } from "./left-over.ts";
import { torture } from "./torture.ts";

const { values } = parseArgs({
  options: { kills: { type: "string", default: "50" }, seed: { type: "string", default: "1" } },
});
const dataDir = await mkdtemp(join(tmpdir(), "veritable-torture-"));
const report = await torture({ kills: Number(values.kills), seed: Number(values.seed), dataDir });
const leftOver = await sweepLeftOver(dataDir);
await rm(dataDir, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify({ torture: "uploads and loads", ...report, ...leftOver })}\n`);
const faults = [report.lost, report.damaged, leftOver.litter, leftOver.missing].flat();
process.exit(faults.length === 0 ? 0 : 1);
