import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { limited, underUlimit } from "./limits.ts";

const LIMITS = { dataMb: 3000, cpuSeconds: 77, fileMb: 5 };

test.each([
  ["prlimit, where there is one", limited],
  ["the shell", underUlimit],
])("a program starts under its limits by %s", (_, command) => {
  const { file, args } = command(LIMITS, "/bin/cat", ["/proc/self/limits"]);
  const told = execFileSync(file, args, { encoding: "utf8" });
  expect(told).toMatch(/Max data size +3145728000 /);
  expect(told).toMatch(/Max cpu time +77 /);
  expect(told).toMatch(/Max file size +5242880 /);
  expect(told).toMatch(/Max core file size +0 /);
});
