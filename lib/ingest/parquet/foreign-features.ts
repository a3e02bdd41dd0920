import { z } from "zod";
import {
  type Chunk,
  CODEC,
  chunksOf,
  ENCODING,
  type Footer,
  PHYSICAL,
  rowGroupsOf,
  schemaOf,
} from "./footer.ts";
import {
  listAt,
  numberAt,
  setNumber,
  structAt,
  ThriftFault,
  type ThriftStruct,
  TYPE,
  textAt,
} from "./thrift.ts";

/** Whether DuckDB refuses a column chunk for how it is compressed or encoded, though both are Parquet's. */
export function isForeign(chunk: Chunk): boolean {
  return chunk.codec === CODEC.lz4 || isSplit(chunk);
}

/** Values split into streams of bytes: DuckDB knows that of floats only. */
export function isSplit({ meta, leaf }: Chunk): boolean {
  const isFloat = leaf.physical === PHYSICAL.float || leaf.physical === PHYSICAL.double;
  return !isFloat && leaf.width > 0 && listAt(meta, 2).includes(ENCODING.byteStreamSplit);
}

export function hasForeignChunks(footer: Footer): boolean {
  try {
    return rowGroupsOf(footer.tree).some((group) => chunksOf(footer, group).some(isForeign));
  } catch (error) {
    if (error instanceof ThriftFault) return false;
    throw error;
  }
}

const CONVERTED = { map: 1, keyValue: 2 };
const LOGICAL_MAP = 2;

const LIST = 3;

/**
 * Makes lists of maps whose entries have a key alone, which DuckDB refuses; they are sets, and nothing is lost.
 * Answers their names.
 */
export function mapsToLists(footer: Footer): string[] {
  const elements = schemaOf(footer.tree);
  return elements.flatMap((element, at) => {
    const entries = elements[at + 1];
    const converted = numberAt(element, 6);
    const isMap =
      converted === CONVERTED.map ||
      converted === CONVERTED.keyValue ||
      structAt(structAt(element, 10), LOGICAL_MAP) !== undefined;
    if (!isMap || entries === undefined || numberAt(element, 5) !== 1 || numberAt(entries, 5) !== 1)
      return [];
    setNumber(element, 6, TYPE.i32, LIST);
    const list: ThriftStruct = new Map([[LIST, { type: TYPE.struct, value: new Map() }]]);
    element.set(10, { type: TYPE.struct, value: list });
    for (const field of [6, 10]) entries.delete(field);
    return [textAt(element, 4)];
  });
}

const geo = z.object({ columns: z.record(z.string(), z.object({ geometry_types: z.array(z.string()) })) });

/**
 * Forgets what the file says of its geometries where that is of a form before GeoParquet 1.0, for which DuckDB refuses
 * the whole file. Answers whether it did.
 */
export function forgetOldGeometry(footer: Footer): boolean {
  const notes = listAt(footer.tree, 5);
  const at = notes.findIndex((note) => note instanceof Map && textAt(note, 1) === "geo");
  const note = notes[at];
  if (!(note instanceof Map) || geo.safeParse(jsonOf(textAt(note, 2))).success) return false;
  notes.splice(at, 1);
  return true;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
