import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { parseSettings, settingNames } from "./env.ts";
import { isProductionSetup, requireSafeSettings } from "./production-check.ts";

test("without any setting the defaults of the contract hold", () => {
  expect(parseSettings({})).toMatchObject({
    host: "127.0.0.1",
    port: 3000,
    dataDir: `${process.cwd()}/data`,
    maxUploadBytes: 2 * 1024 ** 3,
    queryTimeoutMs: 30_000,
    tokenTtlDays: 30,
    rateUploads: 60,
    rateRuns: 300,
    rateLogin: 10,
    allowedOrigins: [],
    databaseUrl: undefined,
    authSecret: undefined,
  });
});

test("an empty setting counts as unset", () => {
  expect(parseSettings({ PORT: "", DATABASE_URL: " ", ANTHROPIC_API_KEY: "" })).toMatchObject({
    port: 3000,
    databaseUrl: undefined,
    anthropicApiKey: undefined,
  });
});

test("values are read as what they mean", () => {
  expect(
    parseSettings({
      RATE_RUNS: "0",
      ALLOWED_ORIGINS: "https://a.example, http://localhost:5173/",
      PUBLIC_URL: "https://data.example.com/",
      DATA_DIR: "/srv/data",
    }),
  ).toMatchObject({
    rateRuns: 0,
    allowedOrigins: ["https://a.example", "http://localhost:5173"],
    publicUrl: "https://data.example.com",
    dataDir: "/srv/data",
  });
});

test.each([
  ["PORT", "70000", "Setting PORT must be at most 65535."],
  ["PORT", "3e3", "Setting PORT must be a whole number."],
  ["MAX_UPLOAD_BYTES", "2GB", "Setting MAX_UPLOAD_BYTES must be a whole number."],
  ["PUBLIC_URL", "data.example.com", "Setting PUBLIC_URL must be an http(s) URL."],
  ["DATABASE_URL", "localhost", "Setting DATABASE_URL must be a URL like postgresql:"],
  [
    "ALLOWED_ORIGINS",
    "https://a.example/path",
    "Setting ALLOWED_ORIGINS must be origins like https://example.com",
  ],
  ["LOG_LEVEL", "loud", "Setting LOG_LEVEL"],
])("%s=%s is refused with a sentence that names it", (name, value, sentence) => {
  expect(() => parseSettings({ [name]: value })).toThrow(sentence);
});

test("all malformed settings are named at once, and a secret value is never repeated", () => {
  const parse = () => parseSettings({ PORT: "x", TOKEN_TTL_DAYS: "y", DATABASE_URL: "my-password" });
  expect(parse).toThrow(/PORT .*DATABASE_URL .*TOKEN_TTL_DAYS /);
  expect(parse).not.toThrow(/my-password/);
});

test(".env.example lists every setting, and no other", async () => {
  const text = await readFile(".env.example", "utf8");
  const listed = [...text.matchAll(/^#?\s?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
  expect(listed.toSorted()).toEqual(settingNames.toSorted());
});

test("production is what a person says who also gives a database or a public address", () => {
  const database = parseSettings({ DATABASE_URL: "postgresql://x@localhost/x" });
  expect(isProductionSetup(database, "production")).toBe(true);
  expect(isProductionSetup(parseSettings({ PUBLIC_URL: "https://a.example" }), "production")).toBe(true);
  expect(isProductionSetup(parseSettings({}), "production")).toBe(false);
  expect(isProductionSetup(database, undefined)).toBe(false);
});

test("a random secret of 32 characters is good enough", () => {
  const settings = parseSettings({ AUTH_SECRET: "kJ8s0aQe4ZxPv2Lm7RtYb5Nc9WdHf3Gu" });
  expect(() => requireSafeSettings(settings)).not.toThrow();
});
