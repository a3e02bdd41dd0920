import type { ModuleTools } from "#lib/engine/module.ts";
import { arrayHeader, type RowsShape } from "./array-header.ts";
import type { RejectList } from "./reject-list.ts";
import { RowWriter } from "./row-writer.ts";
import { scanRows } from "./scan-rows.ts";
import { slicesOf } from "./slices.ts";

export interface Written {
  count: number;
  warnings: string[];
}

/** The rows of a list, each as a line; lists become objects by the columns' names. `most` ends it early. */
export async function writeListRows(
  tools: ModuleTools,
  path: string,
  shape: RowsShape,
  rejects: RejectList,
  most: number,
): Promise<Written> {
  const header = shape.of === "arrays" ? await arrayHeader(tools.signal, path, shape) : null;
  const writer = new RowWriter(rowsPath(tools));
  let skip = header?.isFirstRow ? 1 : 0;
  const add = (raw: Buffer) => {
    if (writer.count >= most) return;
    if (skip > 0) skip--;
    else if (shape.of === "values") writer.add([Buffer.from('{"value":'), raw, CLOSE]);
    else if (raw[0] !== (shape.of === "objects" ? 0x7b : 0x5b))
      rejects.add({ line: null, column: null, reason: STRAY, text: raw.toString("utf8") });
    else if (header === null) writer.add([raw]);
    else writer.add(rowOf(raw, header.names));
  };
  const flush = () => Promise.all([writer.flush(), rejects.flush()]);
  await scanRows(tools.signal, path, shape.parent, add, { flush, isEnough: () => writer.count >= most });
  await writer.end();
  return { count: writer.count, warnings: header?.warnings ?? [] };
}

const STRAY = "not a row, as most values of the list are";

const CLOSE = Buffer.from("}");

function rowOf(raw: Buffer, names: string[]): Buffer[] {
  const slices = slicesOf(raw, false);
  const parts: Buffer[] = [];
  for (let at = 0; at < slices.count; at++) {
    const name = JSON.stringify(names[at] ?? `column_${at + 1}`);
    parts.push(Buffer.from(`${at === 0 ? "{" : ","}${name}:`), slices.at(at) ?? Buffer.from("null"));
  }
  parts.push(slices.count === 0 ? Buffer.from("{}") : CLOSE);
  return parts;
}

export function rowsPath(tools: ModuleTools): string {
  const path = tools.scratch.rows;
  if (path === undefined) throw new Error("a scratch file named rows is needed");
  return path;
}
