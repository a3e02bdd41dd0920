import type { FileHandle } from "node:fs/promises";
import {
  numberAt,
  readStruct,
  structAt,
  structsAt,
  ThriftFault,
  type ThriftStruct,
  textAt,
} from "./thrift.ts";

/** Parquet's numbers for what is looked at here (parquet.thrift). */
export const PHYSICAL = { int32: 1, int64: 2, float: 4, double: 5, fixed: 7 };
export const ENCODING = { plain: 0, rle: 3, byteStreamSplit: 9 };
export const CODEC = { none: 0, snappy: 1, gzip: 2, brotli: 4, lz4: 5, zstd: 6, lz4Raw: 7 };

/** A column of plain values, maybe deep inside lists and structures. */
export interface LeafColumn {
  path: string[];
  physical: number;
  /** Bytes a value where that is fixed, else 0. */
  width: number;
  maxDefinition: number;
  maxRepetition: number;
}

export interface Footer {
  /** All of it, as it was read. */
  tree: ThriftStruct;
  /** In the order of each row group's column chunks. */
  leaves: LeafColumn[];
  /** Where the file's data ends. */
  dataEnd: number;
}

/** A larger one is DuckDB's alone. */
const MOST_FOOTER_BYTES = 32 * 1024 * 1024;
const TAIL_BYTES = 8;

/** What a Parquet file says of itself; null where that cannot be told, which is for DuckDB to complain of. */
export async function readFooter(file: FileHandle): Promise<Footer | null> {
  const { size } = await file.stat();
  if (size < TAIL_BYTES + 4) return null;
  const tail = await readAt(file, size - TAIL_BYTES, TAIL_BYTES);
  const length = tail.readUInt32LE(0);
  if (tail.toString("latin1", 4) !== "PAR1" || length > Math.min(size - TAIL_BYTES - 4, MOST_FOOTER_BYTES))
    return null;
  const dataEnd = size - TAIL_BYTES - length;
  try {
    const tree = readStruct(await readAt(file, dataEnd, length)).struct;
    return { tree, leaves: leavesOf(schemaOf(tree)), dataEnd };
  } catch (error) {
    if (error instanceof ThriftFault) return null;
    throw error;
  }
}

/** As many bytes as there are. */
export async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await file.read(bytes, read, length - read, position + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return bytes.subarray(0, read);
}

/** The schema's elements, each before its children. */
export function schemaOf(tree: ThriftStruct): ThriftStruct[] {
  return structsAt(tree, 2);
}

export function rowGroupsOf(tree: ThriftStruct): ThriftStruct[] {
  return structsAt(tree, 4);
}

export interface Chunk {
  /** Its metadata, part of the footer's tree. */
  meta: ThriftStruct;
  column: ThriftStruct;
  leaf: LeafColumn;
  /** Of the whole row group. */
  rows: number;
  values: number;
  codec: number;
  start: number;
}

/** The column chunks of a row group. Throws `ThriftFault` where they are not the schema's columns. */
export function chunksOf(footer: Footer, group: ThriftStruct): Chunk[] {
  const columns = structsAt(group, 1);
  if (columns.length !== footer.leaves.length) throw new ThriftFault("a row group lacks columns");
  return footer.leaves.map((leaf, at) => {
    const column = columns[at] ?? new Map();
    const meta = structAt(column, 3);
    if (meta === undefined) throw new ThriftFault("a column without metadata");
    const [data = 0, dictionary = 0] = [numberAt(meta, 9), numberAt(meta, 11)];
    return {
      meta,
      column,
      leaf,
      rows: numberAt(group, 3) ?? 0,
      values: numberAt(meta, 5) ?? 0,
      codec: numberAt(meta, 4) ?? 0,
      start: dictionary > 0 ? Math.min(dictionary, data) : data,
    };
  });
}

const REPETITION = { optional: 1, repeated: 2 };

function leavesOf(elements: ThriftStruct[]): LeafColumn[] {
  const leaves: LeafColumn[] = [];
  let next = 1;
  const walk = (path: string[], definition: number, repetition: number, count: number): void => {
    for (let child = 0; child < count; child++) {
      const element = elements[next++];
      if (element === undefined || path.length > 100) throw new ThriftFault("a schema cut off");
      const kind = numberAt(element, 3);
      const here = [...path, textAt(element, 4)];
      const [maxDefinition, maxRepetition] = [
        definition + (kind === REPETITION.optional || kind === REPETITION.repeated ? 1 : 0),
        repetition + (kind === REPETITION.repeated ? 1 : 0),
      ];
      const children = numberAt(element, 5) ?? 0;
      if (children > 0) walk(here, maxDefinition, maxRepetition, children);
      else leaves.push({ path: here, ...storageOf(element), maxDefinition, maxRepetition });
    }
  };
  walk([], 0, 0, numberAt(elements[0], 5) ?? 0);
  return leaves;
}

function storageOf(element: ThriftStruct): { physical: number; width: number } {
  const physical = numberAt(element, 1) ?? -1;
  if (physical === PHYSICAL.int32 || physical === PHYSICAL.float) return { physical, width: 4 };
  if (physical === PHYSICAL.int64 || physical === PHYSICAL.double) return { physical, width: 8 };
  return { physical, width: physical === PHYSICAL.fixed ? (numberAt(element, 2) ?? 0) : 0 };
}
