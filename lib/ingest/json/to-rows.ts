import { formatBytes } from "#lib/core/format.ts";
import type { ModuleTools } from "#lib/engine/module.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import type { RejectList } from "./reject-list.ts";
import { shapeOf } from "./shape.ts";
import { type Study, studyLines } from "./study-lines.ts";
import { surveyJson } from "./survey.ts";
import { writeObjectRows } from "./write-object-rows.ts";
import { rowsPath, type Written, writeListRows } from "./write-rows.ts";

/** A table in one object is taken apart in memory. */
const MOST_OBJECT_BYTES = 32 * 1024 * 1024;

export interface RowLines {
  /** One JSON object a line, if all is well. */
  path: string;
  /** Whether `path` is the file as it was sent, so that its lines are the person's. */
  isSource: boolean;
  study: Study;
  warnings: string[];
  /** Rows to be looked at, from the first. */
  most: number;
}

interface Input {
  path: string;
  byte_size: number;
  isLines: boolean;
  rejects: RejectList;
  most: number;
}

/** Any JSON as objects one a line: the file itself where it is that already, else the scratch file `rows`. */
export async function toRows(
  tools: ModuleTools,
  { path, byte_size, isLines, rejects, most }: Input,
): Promise<RowLines> {
  const report = (bytes: number) => tools.report((0.3 * bytes) / Math.max(1, byte_size));
  if (isLines) {
    const study = await studyLines(path, { signal: tools.signal, most, onBytes: report });
    if (!study.startsList) return { path, isSource: true, study, warnings: [], most };
    const shape = { kind: "rows", parent: -1, of: "arrays", header: null, note: null } as const;
    return fromWritten(tools, await writeListRows(tools, path, shape, rejects, most), [], most);
  }
  const shape = shapeOf(await surveyJson(path, tools.signal, report));
  if (shape === null) throw new FileFault("it holds no values");
  if (shape.kind === "rows") {
    const notes = shape.note === null ? [] : [shape.note];
    return fromWritten(tools, await writeListRows(tools, path, shape, rejects, most), notes, most);
  }
  if (byte_size > MOST_OBJECT_BYTES) {
    throw new FileFault(
      `it is one object of ${formatBytes(byte_size)}, and a table in one object may have ${formatBytes(MOST_OBJECT_BYTES)}. Write it as a list of rows`,
    );
  }
  const note = shape.kind === "keyed-rows" ? ['The names of the file\'s members are the column "key".'] : [];
  return fromWritten(tools, await writeObjectRows(tools, path, shape.kind), note, most);
}

async function fromWritten(
  tools: ModuleTools,
  written: Written,
  notes: string[],
  most: number,
): Promise<RowLines> {
  const path = rowsPath(tools);
  const study = await studyLines(path, { signal: tools.signal, most });
  return { path, isSource: false, study, warnings: [...notes, ...written.warnings], most };
}
