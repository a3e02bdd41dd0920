import { describe, expect, test } from "vitest";
import { loadParts } from "#e2e/support/load-parts.ts";
import { editedParquet, levelRuns, setEncoding, splitStreams } from "#e2e/support/parquet-files.ts";
import { type Chunk, CODEC, ENCODING, schemaOf } from "./footer.ts";
import { sectionsOf } from "./levels.ts";
import { pageBytes } from "./page-bytes.ts";
import { PAGE, type Page } from "./pages.ts";
import { listAt, setNumber, TYPE, textAt } from "./thrift.ts";

const files = loadParts();

const load = (bytes: Uint8Array) => files.one("t.parquet", bytes);

const NUMBERS = `SELECT (i * 7919 - 5000000)::INT AS small, i * 1234567890123 - 99 AS large,
  CASE WHEN i % 7 = 0 THEN NULL ELSE i::INT END AS gaps, (i / 7)::DECIMAL(25, 3) AS wide
  FROM range(3000) t(i)`;

/** Every value page of whole numbers or fixed bytes, split into streams of bytes. */
function split(page: Page, chunk: Chunk): Buffer {
  if (page.kind === PAGE.dictionary) return page.body;
  const bytes = Buffer.from(pageBytes(page, chunk.codec));
  const { values } = sectionsOf(page, bytes, chunk.leaf);
  setEncoding(page, ENCODING.byteStreamSplit);
  setNumber(chunk.meta, 4, TYPE.i32, CODEC.none);
  const encodings = listAt(chunk.meta, 2);
  if (!encodings.includes(ENCODING.byteStreamSplit)) encodings.push(ENCODING.byteStreamSplit);
  return Buffer.concat([bytes.subarray(0, values), splitStreams(bytes.subarray(values), chunk.leaf.width)]);
}

describe("what DuckDB does not read", () => {
  test.each(["uncompressed", "snappy", "zstd", "gzip", "brotli", "lz4_raw"])(
    "whole numbers and decimals split into streams of bytes (written as %s)",
    async (codec) => {
      const options = `COMPRESSION ${codec}, DICTIONARY_SIZE_LIMIT 1`;
      const plain = await load(await editedParquet(NUMBERS, { options }));
      const { rows, columns, loaded } = await load(await editedParquet(NUMBERS, { options, page: split }));
      expect(columns).toEqual(plain.columns);
      expect(rows).toHaveLength(3000);
      expect(rows).toEqual(plain.rows);
      expect(loaded?.warnings).toEqual([]);
    },
  );

  const TEXTS = "SELECT i, 'a name like many others ' || (i % 50) AS s FROM range(5000) t(i)";
  const framed = (frame: (body: Buffer, size: number) => Buffer) =>
    editedParquet(TEXTS, {
      options: "COMPRESSION lz4_raw",
      chunk: ({ meta }) => setNumber(meta, 4, TYPE.i32, CODEC.lz4),
      page: (page) => frame(page.body, page.byteSize),
    });
  const header = (...sizes: number[]) => {
    const bytes = Buffer.alloc(sizes.length * 4);
    for (const [at, size] of sizes.entries()) bytes.writeUInt32BE(size, at * 4);
    return bytes;
  };

  test.each([
    [
      "framed as Hadoop does",
      (body: Buffer, size: number) => Buffer.concat([header(size, body.length), body]),
    ],
    ["as one block without a frame", (body: Buffer) => body],
  ])("LZ4 %s", async (_, frame) => {
    const { rows } = await load(await framed(frame));
    expect(rows).toHaveLength(5000);
    expect(rows[4321]).toEqual([4321, "a name like many others 21"]);
  });

  test("LZ4 whose frames lie is the file's fault", async () => {
    for (const size of [0, 7, 0xfffffff8]) {
      const { fault } = await load(await framed((body) => Buffer.concat([header(size, size), body])));
      expect(fault).toMatch(/damaged inside: .*\. Send it again\.$/);
    }
  });

  test("a map without values is a list of its keys, and says so", async () => {
    const bytes = await editedParquet("SELECT i, [i, i + 1] AS tags FROM range(3) t(i)", {
      footer: ({ tree }) => {
        const element = schemaOf(tree).find((one) => textAt(one, 4) === "tags");
        setNumber(element, 6, TYPE.i32, 1);
        element?.delete(10);
      },
    });
    const { rows, loaded, columns } = await load(bytes);
    expect(columns.map(({ type }) => type)).toEqual(["BIGINT", "BIGINT[]"]);
    expect(rows).toEqual([
      [0, [0, 1]],
      [1, [1, 2]],
      [2, [2, 3]],
    ]);
    expect(loaded?.warnings).toEqual(['"tags" is a map without values; its keys are kept as a list.']);
  });
});

test("geometries noted before GeoParquet 1.0 are bytes, and the rest loads", async () => {
  const note = { version: "0.4.0", columns: { shape: { encoding: "WKB", geometry_type: "Point" } } };
  const text = (value: string) => ({ type: TYPE.binary, value: Buffer.from(value) });
  const noted = new Map([
    [1, text("geo")],
    [2, text(JSON.stringify(note))],
  ]);
  const bytes = await editedParquet("SELECT i, 'abc'::BLOB AS shape FROM range(2) t(i)", {
    footer: ({ tree }) => tree.set(5, { type: TYPE.list, value: { of: TYPE.struct, items: [noted] } }),
  });
  const { rows, loaded } = await load(bytes);
  expect(rows).toEqual([
    [0, "YWJj"],
    [1, "YWJj"],
  ]);
  expect(loaded?.warnings).toEqual([expect.stringMatching(/of an old form; they are kept as bytes/)]);
});

test("a preview of a file that needs a copy reads its first row group alone", async () => {
  const bytes = await editedParquet(NUMBERS.replace("3000", "50000"), {
    options: "COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 1, ROW_GROUP_SIZE 2048",
    page: split,
  });
  const preview = await files.preview("t.parquet", bytes);
  if ("fault" in preview) throw new Error(preview.fault);
  expect(preview.rows).toHaveLength(50);
  expect(preview.rows[49]?.slice(0, 3)).toEqual(["-4611969", "60493826615928", null]);
});

describe("what DuckDB would misread", () => {
  const LISTS = "SELECT [2 * i, 2 * i + 1]::INT[] AS x FROM range(4) t(i)";
  /** The levels of a list of eight values, where `repetition` says at which a row begins. */
  const levelled = (repetition: number[]) =>
    editedParquet(LISTS, {
      options: "COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1",
      page: (page, { leaf }) => {
        const { values } = sectionsOf(page, page.body, leaf);
        const definition = levelRuns(Array.from({ length: 8 }, () => leaf.maxDefinition));
        return Buffer.concat([levelRuns(repetition), definition, page.body.subarray(values)]);
      },
    });

  test("lists with good levels load", async () => {
    const { rows, fault } = await load(await levelled([0, 1, 0, 1, 0, 1, 0, 1]));
    expect(fault).toBeNull();
    expect(rows).toEqual([[[0, 1]], [[2, 3]], [[4, 5]], [[6, 7]]]);
    const uneven = await load(await levelled([0, 0, 1, 1, 1, 0, 0, 1]));
    expect(uneven.rows).toEqual([[[0]], [[1, 2, 3, 4]], [[5]], [[6, 7]]]);
  });

  test.each([
    ["that begin inside a row", [1, 0, 1, 0, 1, 0, 1, 0], "begins inside a row"],
    ["of fewer rows", [0, 1, 1, 1, 0, 1, 0, 1], "has values for 3 rows where there are 4"],
    ["of more rows", [0, 0, 1, 1, 0, 1, 0, 0], "has values for 5 rows where there are 4"],
    ["cut off", [0, 1, 0, 1, 0], "does not say of all its values which row they belong to"],
  ])("lists %s are refused", async (_, repetition, words) => {
    const { fault } = await load(await levelled(repetition));
    expect(fault).toBe(
      `t.parquet is a damaged Parquet file: its column "x.list.element" ${words}. Send it again.`,
    );
  });

  test("columns of different lengths are refused", async () => {
    const bytes = await editedParquet("SELECT i AS a, i AS b FROM range(10) t(i)", {
      chunk: ({ meta, leaf }) => leaf.path[0] === "b" && setNumber(meta, 5, TYPE.i64, 7),
      page: (page, { leaf }) => {
        if (leaf.path[0] === "b" && page.kind === PAGE.data) {
          const told = page.header.get(5)?.value;
          if (told instanceof Map) setNumber(told, 1, TYPE.i32, 7);
        }
        return page.body;
      },
    });
    expect((await load(bytes)).fault).toMatch(/its column "b" has 7 values where there are 10 rows/);
  });
});
