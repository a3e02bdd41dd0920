import type { Readable, Transform } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";

export type Packing = "gzip" | "zstd";

/** A stream of what is packed in `source`; an error of either ends both. */
export function decompressed(source: Readable, by: Packing): Transform {
  const unpacker = by === "gzip" ? createGunzip() : createZstdDecompress();
  source.on("error", (error) => unpacker.destroy(error));
  unpacker.on("close", () => source.destroy());
  return source.pipe(unpacker);
}
