import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keptSecrets } from "./secrets.ts";

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "veritable-secrets-")), "data");
});
afterEach(() => rm(join(folder, ".."), { recursive: true, force: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

test("secrets are long, different, kept, and readable by their owner alone", async () => {
  const first = await keptSecrets(folder);
  expect(first.auth_secret).toMatch(/^[\w-]{43}$/);
  expect(first.postgres_password).not.toBe(first.auth_secret);
  expect(await keptSecrets(folder)).toEqual(first);
  expect(await modeOf(folder)).toBe(0o700);
  expect(await modeOf(join(folder, "secrets.json"))).toBe(0o600);
  expect(await readdir(folder)).toEqual(["secrets.json"]);
});

test("processes that make them at once all get the same ones", async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => keptSecrets(folder)));
  expect(new Set(all.map((secrets) => secrets.auth_secret)).size).toBe(1);
});

test("a mode that somebody widened is closed again", async () => {
  await keptSecrets(folder);
  await chmod(join(folder, "secrets.json"), 0o644);
  await keptSecrets(folder);
  expect(await modeOf(join(folder, "secrets.json"))).toBe(0o600);
});

test("a damaged file stops with a sentence instead of being replaced", async () => {
  await keptSecrets(folder);
  await writeFile(join(folder, "secrets.json"), "{");
  await expect(keptSecrets(folder)).rejects.toThrow(/secrets\.json is damaged/);
});
