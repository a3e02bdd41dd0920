import { constants, zstdCompressSync } from "node:zlib";
import { type Chunk, CODEC, ENCODING } from "./footer.ts";
import { isForeign, isSplit } from "./foreign-features.ts";
import { hasPlainLevels, sectionsOf } from "./levels.ts";
import { pageBytes } from "./page-bytes.ts";
import { PAGE, type Page } from "./pages.ts";
import { setNumber, structAt, ThriftFault, TYPE } from "./thrift.ts";

/** For `copyParquet`: where DuckDB does not read a chunk's pages, they become plain values under zstd. */
export function plainPages(chunk: Chunk): ((page: Page) => Buffer) | null {
  if (!isForeign(chunk)) return null;
  const wasSplit = isSplit(chunk);
  setNumber(chunk.meta, 4, TYPE.i32, CODEC.zstd);
  // Statistics of encodings; the list of them stays, and says more than there is.
  chunk.meta.delete(13);
  return (page) => {
    const bytes = pageBytes(page, chunk.codec);
    if (wasSplit) joinStreams(page, bytes, chunk);
    return packed(page, bytes);
  };
}

/** The first bytes of all values, then the second ones … become values, in place. */
function joinStreams(page: Page, bytes: Buffer, { leaf }: Chunk): void {
  const isData = page.kind === PAGE.data || page.kind === PAGE.data2;
  if (!isData || page.encoding !== ENCODING.byteStreamSplit) return;
  if (!hasPlainLevels(page)) throw new ThriftFault("levels in an old encoding");
  const streams = bytes.subarray(sectionsOf(page, bytes, leaf).values);
  if (streams.length % leaf.width !== 0) throw new ThriftFault("streams of bytes of different lengths");
  const split = Buffer.from(streams);
  const count = streams.length / leaf.width;
  for (let byte = 0; byte < leaf.width; byte++)
    for (let value = 0; value < count; value++)
      streams[value * leaf.width + byte] = split[byte * count + value] ?? 0;
  const [field, encoding] = page.kind === PAGE.data ? [5, 2] : [8, 4];
  setNumber(structAt(page.header, field), encoding, TYPE.i32, ENCODING.plain);
}

/** Levels that stood outside the compression stay there. */
function packed(page: Page, bytes: Buffer): Buffer {
  const apart = page.levels === null ? 0 : page.levels.definition + page.levels.repetition;
  const body = zstdCompressSync(bytes.subarray(apart), {
    params: { [constants.ZSTD_c_compressionLevel]: 1 },
  });
  const all = apart === 0 ? body : Buffer.concat([bytes.subarray(0, apart), body]);
  setNumber(page.header, 3, TYPE.i32, all.length);
  // The checksum was of the bytes before; uncompressed pages of version 2 said so.
  page.header.delete(4);
  structAt(page.header, 8)?.delete(7);
  return all;
}
