import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asDiskError } from "./disk-errors.ts";
import { FolderStorage } from "./folder-storage.ts";

let root: string;
let store: FolderStorage;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "storage-"));
  store = new FolderStorage(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const litter = () => readdir(join(root, "temporary"));

test("what was put is read back, whole or by range", async () => {
  expect(await store.put(Readable.from(["hello ", "world"]), "a/b.txt")).toEqual({ byte_size: 11 });
  expect(await text(store.openRead("a/b.txt"))).toBe("hello world");
  expect(await text(store.openRead("a/b.txt", { start: 6, end: 8 }))).toBe("wor");
  expect(await store.sizeOf("a/b.txt")).toBe(11);
  expect(await litter()).toEqual([]);
});

test("a stream that breaks leaves nothing behind", async () => {
  const broken = Readable.from(
    (function* () {
      yield "half";
      throw new Error("the client went away");
    })(),
  );
  await expect(store.put(broken, "a/b.txt")).rejects.toThrow("the client went away");
  expect(await store.sizeOf("a/b.txt")).toBeNull();
  expect(await litter()).toEqual([]);
});

test.each(["../x", "a/../../x", "/etc/passwd", "a//b", "", "a/.hidden", "a\\b", "a/b\0", "a/é"])(
  "refuses the key %j",
  (key) => {
    expect(() => store.pathOf(key)).toThrow("not a storage key");
  },
);

test("a copy outlives its original", async () => {
  await store.put(Readable.from(["x"]), "a/one");
  await store.copy("a/one", "b/two");
  await store.removeAll("a");
  expect(await store.sizeOf("a/one")).toBeNull();
  expect(await text(store.openRead("b/two"))).toBe("x");
});

test("removing what is not there is no error", async () => {
  await store.remove("nothing/here");
  await store.removeAll("nothing");
});

test("a full disk is a sentence, with the cause kept for the log", async () => {
  const full = Object.assign(new Error("write ENOSPC"), { code: "ENOSPC" });
  const error = asDiskError(new Error("failed", { cause: full }));
  expect(error?.code).toBe("unavailable");
  expect(error?.message).toMatch(/disk is full/);
  expect(asDiskError(new Error("something else"))).toBeNull();
});

test("writing to a real full device reports it and leaves nothing", async () => {
  const path = await store.temporaryPath();
  await writeFile(path, "");
  const { withDiskErrors } = await import("./disk-errors.ts");
  await expect(withDiskErrors(() => writeFile("/dev/full", "x".repeat(10_000)))).rejects.toThrow(
    /disk is full/,
  );
});

test("the sweep removes only what nobody touched for long", async () => {
  const [old, fresh] = [await store.temporaryPath(), await store.temporaryPath()];
  await Promise.all([writeFile(old, ""), writeFile(fresh, "")]);
  await utimes(old, new Date(0), new Date(0));
  expect(await store.sweepTemporary(60_000)).toBe(1);
  expect(await litter()).toHaveLength(1);
});
