import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { CODEC } from "./footer.ts";
import { lz4Block, lz4Hadoop } from "./lz4.ts";
import type { Page } from "./pages.ts";
import { snappy } from "./snappy.ts";
import { ThriftFault } from "./thrift.ts";

/** A page's levels and values, decompressed. Throws `ThriftFault` where the bytes are not what the header says. */
export function pageBytes(page: Page, codec: number): Buffer {
  const apart = page.levels === null ? 0 : page.levels.definition + page.levels.repetition;
  const packed = page.body.subarray(apart);
  if (codec === CODEC.none || page.levels?.isCompressed === false) return page.body;
  const size = page.byteSize - apart;
  if (size < 0) throw new ThriftFault("a page smaller than its levels");
  if (size === 0) return page.body.subarray(0, apart);
  const plain = decompress(packed, size, codec);
  if (plain.length !== size) throw new ThriftFault("a page of another size than it says");
  return apart === 0 ? plain : Buffer.concat([page.body.subarray(0, apart), plain]);
}

function decompress(packed: Buffer, size: number, codec: number): Buffer {
  if (codec === CODEC.snappy) return snappy(packed, size);
  if (codec === CODEC.lz4Raw) return lz4Block(packed, size);
  if (codec === CODEC.lz4) return lz4Hadoop(packed, size);
  const inflate =
    codec === CODEC.gzip
      ? gunzipSync
      : codec === CODEC.brotli
        ? brotliDecompressSync
        : codec === CODEC.zstd
          ? zstdDecompressSync
          : undefined;
  if (inflate === undefined) throw new ThriftFault(`compression ${codec}`);
  try {
    return inflate(packed, { maxOutputLength: size });
  } catch {
    throw new ThriftFault("a page that cannot be decompressed");
  }
}
