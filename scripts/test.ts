/**
 * `npm test`: everything, in the order in which faults are cheapest to find, stopping at the first stage that fails.
 * The last line is `N passed, N failed`, summed over the stages; a stage without a count of its own counts as one.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";

const RESULTS = "test-results";

interface Stage {
  name: string;
  command: string[];
  env?: Record<string, string>;
  /** Reads the counts that the runner wrote. */
  count?: (report: string) => Count;
}
interface Count {
  passed: number;
  failed: number;
}

const STAGES: Stage[] = [
  { name: "generate", command: ["npm", "run", "--silent", "generate"] },
  { name: "lint", command: ["npm", "run", "--silent", "lint"] },
  { name: "types", command: ["npm", "run", "--silent", "types"] },
  { name: "imports", command: ["npm", "run", "--silent", "imports"] },
  { name: "migrations", command: ["npm", "run", "--silent", "migration"] },
  vitest("unit"),
  vitest("integration"),
  { name: "build", command: [process.execPath, "scripts/build.ts"] },
  vitest("api"),
  {
    name: "e2e",
    command: ["playwright", "test"],
    // What the set-up shares with the product is server code.
    env: { NODE_OPTIONS: "--conditions=react-server" },
    count: playwrightCount,
  },
  // A report: one run of Lighthouse says something about the pages and nothing about a percent; it fails when it cannot look.
  {
    name: "pages",
    command: [process.execPath, "--conditions=react-server", "bench/run.ts", "pages", "--once"],
  },
];

const total: Count = { passed: 0, failed: 0 };
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
const succeeded = STAGES.every(run);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(succeeded ? 0 : 1);

function run(stage: Stage): boolean {
  const started = performance.now();
  console.log(`\n── ${stage.name}`);
  const [program = "", ...args] = stage.command;
  const { status, error } = spawnSync(program, args, {
    stdio: "inherit",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...stage.env },
  });
  if (error) console.error(error.message);
  const ok = status === 0;
  const { passed, failed } = countOf(stage, ok);
  total.passed += passed;
  total.failed += failed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`── ${stage.name}: ${ok ? "ok" : "FAILED"}, ${passed} passed, ${failed} failed, ${seconds} s`);
  return ok;
}

/** A runner that failed without a failed test, or wrote no report, is one failure itself. */
function countOf(stage: Stage, ok: boolean): Count {
  const one = ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (stage.count === undefined) return one;
  try {
    const count = stage.count(readFileSync(`${RESULTS}/${stage.name}.json`, "utf8"));
    return ok || count.failed > 0 ? count : { ...count, failed: 1 };
  } catch {
    return one;
  }
}

function vitest(name: string): Stage {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${RESULTS}/${name}.json`];
  return { name, command: ["vitest", "run", "--project", name, ...reporters], count: vitestCount };
}

function vitestCount(report: string): Count {
  const { numPassedTests, numFailedTests } = JSON.parse(report);
  return { passed: Number(numPassedTests), failed: Number(numFailedTests) };
}

function playwrightCount(report: string): Count {
  const { expected, unexpected, flaky } = JSON.parse(report).stats;
  return { passed: Number(expected) + Number(flaky), failed: Number(unexpected) };
}
