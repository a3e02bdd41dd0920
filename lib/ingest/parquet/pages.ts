import type { FileHandle } from "node:fs/promises";
import { type Chunk, type Footer, readAt } from "./footer.ts";
import { numberAt, readStruct, structAt, ThriftFault, type ThriftStruct } from "./thrift.ts";

const HEADER_BYTES = 16 * 1024;
const MOST_HEADER_BYTES = 4 * 1024 * 1024;
/** A page is held whole. */
export const MOST_PAGE_BYTES = 256 * 1024 * 1024;

export const PAGE = { data: 0, index: 1, dictionary: 2, data2: 3 };

export interface Page {
  kind: number;
  header: ThriftStruct;
  /** As it stands in the file. */
  body: Buffer;
  /** Decompressed, by its header. */
  byteSize: number;
  /** Of a data page, with nulls. */
  values: number;
  encoding: number;
  /** Where the header told it (version 2): the bytes of the levels, which are never compressed. */
  levels: { repetition: number; definition: number; isCompressed: boolean } | null;
}

/** The pages of a column chunk, one after the other. Throws `ThriftFault` where they do not fit the file. */
export async function* pagesOf(file: FileHandle, footer: Footer, chunk: Chunk): AsyncGenerator<Page> {
  let position = chunk.start;
  for (let values = 0; values < chunk.values; ) {
    const { struct: header, length } = await headerAt(file, position, footer.dataEnd);
    const size = numberAt(header, 3) ?? -1;
    const byteSize = numberAt(header, 2) ?? -1;
    position += length;
    if (size < 0 || byteSize < 0 || size > footer.dataEnd - position)
      throw new ThriftFault("a page that does not fit the file");
    if (Math.max(size, byteSize) > MOST_PAGE_BYTES) throw new ThriftFault("a page that is too large");
    const page = pageOf(header, await readAt(file, position, size), byteSize);
    position += size;
    values += page.values;
    yield page;
  }
}

async function headerAt(file: FileHandle, position: number, end: number) {
  for (let length = HEADER_BYTES; ; length *= 16) {
    const bytes = await readAt(file, position, Math.max(0, Math.min(length, end - position)));
    try {
      return readStruct(bytes);
    } catch (error) {
      if (bytes.length < length || length >= MOST_HEADER_BYTES) throw error;
    }
  }
}

function pageOf(header: ThriftStruct, body: Buffer, byteSize: number): Page {
  const kind = numberAt(header, 1) ?? -1;
  const [first, second] = [structAt(header, 5), structAt(header, 8)];
  const told = kind === PAGE.data ? first : kind === PAGE.data2 ? second : undefined;
  const values = numberAt(told, 1) ?? 0;
  if (values < 0) throw new ThriftFault("a page of fewer than no values");
  if ((kind === PAGE.data || kind === PAGE.data2) && told === undefined)
    throw new ThriftFault("a page without its header");
  return {
    kind,
    header,
    body,
    byteSize,
    values,
    encoding: numberAt(told, kind === PAGE.data ? 2 : 4) ?? 0,
    levels: kind === PAGE.data2 ? levelsOf(second, body.length) : null,
  };
}

function levelsOf(header: ThriftStruct | undefined, size: number): Page["levels"] {
  const [definition = 0, repetition = 0] = [numberAt(header, 5), numberAt(header, 6)];
  if (definition < 0 || repetition < 0 || definition + repetition > size)
    throw new ThriftFault("levels that do not fit their page");
  return { repetition, definition, isCompressed: header?.get(7)?.value !== false };
}
