import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { RowWriter } from "./row-writer.ts";
import { slicesOf } from "./slices.ts";
import { keyText } from "./survey.ts";

/**
 * Rewrites objects, one a line, with the names `k0`, `k1` … for their members, for names that DuckDB cannot tell
 * apart. No object has a name twice: such lines are rejects. Answers the names by number.
 */
export async function renameMembers(path: string, target: string, signal: AbortSignal): Promise<string[]> {
  const numbers = new Map<string, number>();
  const writer = new RowWriter(target);
  for await (const line of createInterface({ input: createReadStream(path) })) {
    signal.throwIfAborted();
    if (line.trim() === "") continue;
    const members = slicesOf(Buffer.from(line), true);
    const values = new Map<number, Buffer>();
    for (const [at, key] of members.keys.entries()) {
      const name = keyText(key);
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      values.set(number, members.at(at) ?? Buffer.from("null"));
    }
    const parts = [...values].flatMap(([number, value], at) => [
      Buffer.from(`${at === 0 ? "{" : ","}"k${number}":`),
      value,
    ]);
    writer.add([...parts, Buffer.from(values.size === 0 ? "{}" : "}")]);
    await writer.flush();
  }
  await writer.end();
  return [...numbers.keys()];
}
