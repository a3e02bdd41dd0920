/** Prints lines for a person who reads the log of a test run. */
export function printReport(title: string, lines: readonly string[]): void {
  process.stdout.write(`\n── ${title}\n${lines.map((line) => `   ${line}\n`).join("")}\n`);
}
