import { readFile } from "node:fs/promises";
import type { ModuleTools } from "#lib/engine/module.ts";
import { RowWriter } from "./row-writer.ts";
import type { Shape } from "./shape.ts";
import { slicesOf } from "./slices.ts";
import { rowsPath, type Written } from "./write-rows.ts";

/** Tables that lie in one object, which is held in memory. */
export async function writeObjectRows(
  tools: ModuleTools,
  path: string,
  kind: Exclude<Shape["kind"], "rows">,
): Promise<Written> {
  const bytes = await readFile(path);
  const writer = new RowWriter(rowsPath(tools));
  const warnings: string[] = [];
  const members = slicesOf(bytes, true);
  if (kind === "single") writer.add([bytes.subarray(bytes.indexOf("{"), bytes.lastIndexOf("}") + 1)]);
  else if (kind === "keyed-rows") await writeKeyed(writer, members);
  else await writeColumns(writer, members, kind === "indexed-columns", warnings);
  await writer.end();
  return { count: writer.count, warnings };
}

type Members = ReturnType<typeof slicesOf>;

async function writeKeyed(writer: RowWriter, members: Members): Promise<void> {
  for (let at = 0; at < members.count; at++) {
    const raw = members.at(at) ?? Buffer.from("{}");
    const rest = raw.subarray(1);
    const isEmpty = rest.toString("latin1").trim() === "}";
    const key = members.keys[at] ?? Buffer.from('""');
    writer.add([Buffer.from('{"key":'), key, Buffer.from(isEmpty ? "" : ","), rest]);
    await writer.flush();
  }
}

async function writeColumns(
  writer: RowWriter,
  members: Members,
  isIndexed: boolean,
  warnings: string[],
): Promise<void> {
  const columns = Array.from({ length: members.count }, (_, at) =>
    slicesOf(members.at(at) ?? Buffer.from("[]"), false),
  );
  const length = Math.max(...columns.map(({ count }) => count));
  if (!isIndexed && columns.some(({ count }) => count !== length))
    warnings.push("The file's lists are not of one length; the missing values at their ends are empty.");
  for (let row = 0; row < length; row++) {
    const parts: Buffer[] = [];
    for (const [at, column] of columns.entries()) {
      parts.push(Buffer.from(at === 0 ? "{" : ","), members.keys[at] ?? Buffer.from('""'), COLON);
      parts.push(column.at(row) ?? Buffer.from("null"));
    }
    writer.add([...parts, Buffer.from("}")]);
    await writer.flush();
  }
}

const COLON = Buffer.from(":");
