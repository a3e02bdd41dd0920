import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { writeParquet } from "#e2e/support/engine-session.ts";
import { archives } from "#e2e/support/hostile-files/archives.ts";
import { type HostileFile, seeded } from "#e2e/support/hostile-files/hostile-file.ts";
import { names } from "#e2e/support/hostile-files/names.ts";
import { texts } from "#e2e/support/hostile-files/texts.ts";
import { workbooks } from "#e2e/support/hostile-files/workbooks.ts";
import { loadParts } from "#e2e/support/load-parts.ts";
import { editedParquet } from "#e2e/support/parquet-files.ts";
import { AppError } from "#lib/core/errors.ts";
import { CODEC } from "#lib/ingest/parquet/footer.ts";
import { setNumber, TYPE } from "#lib/ingest/parquet/thrift.ts";

/** Nobody waits longer in CI; a person's load may take hours. */
const TIMEOUT_MS = 30_000;

const files = loadParts();

/** Whatever came before: nothing is left of it, and the next file loads. */
afterEach(async () => {
  expect(await files.litter()).toEqual([]);
  expect((await files.one("good.csv", "id,name\n1,ann\n")).rows).toEqual([[1, "ann"]]);
});

interface Outcome {
  kind: "fault" | "table" | "stopped" | "crashed";
  words: string;
}

async function outcomeOf(filename: string, bytes: Uint8Array | string, max?: number): Promise<Outcome> {
  const limit = max === undefined ? {} : { max_unpacked_bytes: max };
  try {
    const parts = await files.load(filename, bytes, { timeout_ms: TIMEOUT_MS, ...limit });
    const [part] = parts;
    if (part?.loaded) {
      const { rows_read, rows_rejected } = part.loaded;
      return {
        kind: "table",
        words: `${part.columns.length} columns, ${rows_read} rows, ${rows_rejected} rejected`,
      };
    }
    return { kind: "fault", words: part?.fault ?? "" };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      kind: error.code === "engine_crashed" ? "crashed" : "stopped",
      words: `${error.code}: ${error.message}`,
    };
  }
}

function print(name: string, { kind, words }: Outcome): void {
  process.stdout.write(`hostile file · ${name}: ${kind} · ${words.replace(/\p{C}/gu, "?").slice(0, 160)}\n`);
}

/** A sentence for the file's owner, with nothing of ours in it. */
function expectClear(words: string): void {
  expect(words).toMatch(/^\S.{10,}[.…]$/s);
  expect(words).not.toMatch(/veritable-|\/tmp\/|node_modules|\bat \w+ \(|undefined|INTERNAL|errno/);
}

async function check({ name, filename, make, ends, max_unpacked_bytes }: HostileFile): Promise<void> {
  const outcome = await outcomeOf(filename, await make(), max_unpacked_bytes);
  print(name, outcome);
  if (ends === "any") expect(["fault", "table", "stopped"]).toContain(outcome.kind);
  else expect(outcome).toMatchObject({ kind: ends });
  if (outcome.kind === "fault") expectClear(outcome.words);
}

const each = (list: HostileFile[]) => test.each(list.map((file) => [file.name, file] as const));

describe("archives", () => {
  each(archives)("%s", { timeout: 60_000 }, (_, file) => check(file));
});
describe("texts", () => {
  each(texts)("%s", { timeout: 60_000 }, (_, file) => check(file));
});
describe("workbooks", () => {
  each(workbooks)("%s", { timeout: 60_000 }, (_, file) => check(file));
});
describe("names", () => {
  each(names)("%s", { timeout: 60_000 }, (_, file) => check(file));
});

describe("parquet", () => {
  let whole: Buffer;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "veritable-parquet-"));
    const path = join(folder, "whole.parquet");
    await writeParquet(
      path,
      "SELECT i, i * 1.5 AS d, 'name ' || i AS s, [i, i + 1] AS l, {'a': i, 'b': 'x'} AS n, DATE '2024-01-01' + i::INT AS day FROM range(5000) t(i)",
    );
    whole = await readFile(path);
    await rm(folder, { recursive: true });
  });

  async function counted(name: string, broken: Buffer[]): Promise<void> {
    const counts: Record<string, number> = {};
    for (const bytes of broken) {
      const { kind, words } = await outcomeOf("broken.parquet", bytes);
      counts[kind] = (counts[kind] ?? 0) + 1;
      if (kind === "fault") expectClear(words);
      else if (kind !== "table") print(`${name}, one of them`, { kind, words });
    }
    const told = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
    process.stdout.write(`hostile file · ${name} (${broken.length}): ${told.join(", ")}\n`);
    expect(counts.crashed ?? 0).toBe(0);
  }

  test("cut off at 20 places", { timeout: 60_000 }, () => {
    const cuts = Array.from({ length: 20 }, (_, at) =>
      whole.subarray(0, 4 + Math.floor((whole.length * at) / 20)),
    );
    return counted("Parquet cut off", cuts);
  });

  /** `count` copies, each with some bytes changed: half of them in the footer, where the structure is. */
  function withBytesChanged(from: Buffer, count: number): Buffer[] {
    const next = seeded(20_261_121);
    return Array.from({ length: count }, (_, at) => {
      const bytes = Buffer.from(from);
      const first = at % 2 === 0 ? 4 : Math.max(4, bytes.length - 2000);
      for (let flips = 1 + (at % 4); flips > 0; flips--) {
        const place = first + Math.floor(next() * (bytes.length - 8 - first));
        bytes[place] = Math.floor(next() * 256);
      }
      return bytes;
    });
  }

  test("60 times with bytes changed", { timeout: 120_000 }, () =>
    counted("Parquet with bytes changed", withBytesChanged(whole, 60)),
  );

  test("40 times with bytes changed, read by ourselves first", { timeout: 120_000 }, async () => {
    const foreign = await editedParquet(
      "SELECT [i, i % 7] AS l, 'name ' || (i % 50) AS s FROM range(3000) t(i)",
      {
        options: "COMPRESSION lz4_raw",
        chunk: ({ meta }) => setNumber(meta, 4, TYPE.i32, CODEC.lz4),
      },
    );
    await counted("Parquet of an old codec with bytes changed", withBytesChanged(foreign, 40));
  });

  test("with a footer that lies about its length", { timeout: 60_000 }, () => {
    const lengths = [0, 1, 8, 0x7fffffff, 0xffffffff, whole.length, whole.length - 12, whole.length * 2];
    const broken = lengths.map((length) => {
      const bytes = Buffer.from(whole);
      bytes.writeUInt32LE(length, bytes.length - 8);
      return bytes;
    });
    return counted("Parquet with a lying footer", broken);
  });
});
