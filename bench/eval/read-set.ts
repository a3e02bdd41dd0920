import { readFile } from "node:fs/promises";
import { z } from "zod";

/** Of a line's `expect` nothing but its kind is read: it says which runner answers. */
const setLine = z.object({
  id: z.string(),
  dataset: z.string(),
  question: z.string(),
  expect: z.object({ kind: z.string() }),
});
const KINDS = new Set(["table", "reject", "either"]);

/** What the system under test may see of a line. */
export interface Visible {
  id: string;
  /** Its place in the set, from 1: what its file is called. */
  number: number;
  dataset: string;
  question: string;
}

/** The lines of a set, each stripped; ends the process for a set of a kind that is not answered yet. */
export async function readSet(path: string): Promise<Visible[]> {
  const lines = (await jsonLines(path)).map((line) => setLine.parse(line));
  const other = lines.find(({ expect }) => !KINDS.has(expect.kind));
  if (other !== undefined) {
    const known = [...KINDS].join(", ");
    console.error(
      `This runner answers sets of the kinds ${known}; ${other.id} is of the kind ${other.expect.kind}.`,
    );
    process.exit(2);
  }
  return lines.map(({ id, dataset, question }, index) => ({ id, number: index + 1, dataset, question }));
}

/** The ids that a file of predictions has already. */
export async function answeredIn(path: string): Promise<Set<string>> {
  const lines = await jsonLines(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return new Set(lines.map((line) => z.object({ id: z.string() }).parse(line).id));
}

async function jsonLines(path: string): Promise<unknown[]> {
  const text = await readFile(path, "utf8");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));
}
