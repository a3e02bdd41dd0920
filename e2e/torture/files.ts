import { createHash } from "node:crypto";

/** A table whose bytes and sums its number alone decides. */
export interface TortureFile {
  name: string;
  bytes: Buffer<ArrayBuffer>;
  sha256: string;
  rows: number;
}

/** Sizes from a few rows, which load at once, to some 10 MB, which are jobs. */
export function tortureFile(number: number, random: () => number): TortureFile {
  const rows = Math.ceil(10 ** (1 + random() * 4.2));
  const lines = ["id,word,amount"];
  for (let i = 0; i < rows; i++)
    lines.push(
      `${i},word ${(i * 7919 + number) % 1000} of file ${number} and some more of it,${(i * 13 + number) % 9973}.25`,
    );
  const bytes = Buffer.from(`${lines.join("\n")}\n`);
  return {
    name: `file-${number}.csv`,
    bytes,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    rows,
  };
}
