import "server-only";
import { resolve } from "node:path";
import { z } from "zod";
import { engineShareOf, machineMemoryMb } from "./engine-share.ts";
import { launch } from "./launch.ts";

const GIB = 1024 ** 3;
const ENGINE_SHARE = engineShareOf(machineMemoryMb());

/** `0` and `1`-style settings come as text; an empty one counts as unset. */
const whole = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`))
    .default(fallback);

const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be an http(s) URL" })
  .transform((url) => url.replace(/\/+$/, ""));

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: "must be a URL like postgresql://user:password@host:5432/database",
});

const origins = z
  .string()
  .default("")
  .transform((list) => list.split(",").map((entry) => entry.trim().replace(/\/+$/, "")))
  .transform((list) => list.filter((entry) => entry !== ""))
  .refine((list) => list.every(isOrigin), "must be origins like https://example.com, separated by commas");

/** Every setting a person can give, by its name in the environment. `.env.example` explains each. */
export const settingsSchema = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: whole(0, 65_535, 3000),
  PUBLIC_URL: httpUrl.optional(),
  ALLOWED_ORIGINS: origins,
  TRUST_PROXY: whole(0, 10, 0),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_POOL_SIZE: whole(2, 500, 20),
  AUTH_SECRET: z.string().optional(),
  TOKEN_TTL_DAYS: whole(1, 3650, 30),
  RATE_UPLOADS: whole(0, 1_000_000_000, 60),
  RATE_RUNS: whole(0, 1_000_000_000, 300),
  RATE_LOGIN: whole(0, 1_000_000_000, 10),
  MAX_UPLOAD_BYTES: whole(1, 1024 * GIB, 2 * GIB),
  KEEP_ORIGINALS: whole(0, 1, 1),
  QUERY_TIMEOUT_MS: whole(1, 3_600_000, 30_000),
  ENGINE_MEMORY_MB: whole(64, 1_048_576, ENGINE_SHARE.memoryMb),
  ENGINE_WORKERS: whole(1, 256, ENGINE_SHARE.workers),
  ANTHROPIC_API_KEY: z.string().optional(),
  ANTHROPIC_BASE_URL: httpUrl.optional(),
  ANTHROPIC_MODEL: z.string().default("claude-sonnet-5-5"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).optional(),
  NODE_ENV: z.enum(["development", "production", "test"]).optional(),
});

type Parsed = z.infer<typeof settingsSchema>;
export type SettingName = keyof Parsed;
export const settingNames = settingsSchema.keyof().options;

export interface Env {
  host: string;
  port: number;
  publicUrl: string | undefined;
  allowedOrigins: string[];
  /** Proxies of ours in front, whose `X-Forwarded-*` headers are believed; 0 believes none. */
  trustProxy: number;
  /** Absolute. */
  dataDir: string;
  databaseUrl: string;
  databasePoolSize: number;
  authSecret: string;
  tokenTtlDays: number;
  rateUploads: number;
  rateRuns: number;
  rateLogin: number;
  maxUploadBytes: number;
  /** The bytes as they were sent stay beside their table: for a reload and to download. */
  keepOriginals: boolean;
  queryTimeoutMs: number;
  engineMemoryMb: number;
  /** Engine child processes at once, at most. */
  engineWorkers: number;
  anthropicApiKey: string | undefined;
  anthropicBaseUrl: string | undefined;
  anthropicModel: string;
  logLevel: Parsed["LOG_LEVEL"];
  /** It serves others, as the person said; `NODE_ENV` alone does not tell under Next. */
  isProduction: boolean;
}

/** As a person wrote them: the launcher adds what is missing. */
export type Settings = Omit<Env, "databaseUrl" | "authSecret"> & {
  databaseUrl: string | undefined;
  authSecret: string | undefined;
};

/** A setting that stops the start; the message is a sentence that names it. */
export class SettingsError extends Error {
  override name = "SettingsError";
}

type Source = Readonly<Record<string, string | undefined>>;

/** Parses the settings; throws one `SettingsError` naming every malformed one. Pure. */
export function parseSettings(source: Source): Settings {
  const given = Object.fromEntries(settingNames.map((name) => [name, source[name]?.trim() || undefined]));
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new SettingsError(`Setting ${faults.join("; ")}.`);
  }
  return named(parsed.data);
}

/** The settings of a running server. Read afresh when the environment has changed, as tests do. */
export function env(): Env {
  const key = settingNames.map((name) => process.env[name] ?? "").join("\u0000");
  if (cached?.key !== key) cached = { key, env: complete(parseSettings(process.env)) };
  return cached.env;
}

let cached: { key: string; env: Env } | undefined;

function complete(settings: Settings): Env {
  const { databaseUrl, authSecret } = settings;
  if (databaseUrl === undefined) {
    throw new SettingsError("DATABASE_URL is not set; `npm start` provides one when you have none.");
  }
  if (authSecret === undefined) {
    throw new SettingsError("AUTH_SECRET is not set; `npm start` makes one when you have none.");
  }
  return { ...settings, databaseUrl, authSecret };
}

function named(parsed: Parsed): Settings {
  return {
    host: parsed.HOST,
    port: parsed.PORT,
    publicUrl: parsed.PUBLIC_URL,
    allowedOrigins: parsed.ALLOWED_ORIGINS,
    trustProxy: parsed.TRUST_PROXY,
    dataDir: resolve(/* turbopackIgnore: true */ process.cwd(), parsed.DATA_DIR),
    databaseUrl: parsed.DATABASE_URL,
    databasePoolSize: parsed.DATABASE_POOL_SIZE,
    authSecret: parsed.AUTH_SECRET,
    tokenTtlDays: parsed.TOKEN_TTL_DAYS,
    rateUploads: parsed.RATE_UPLOADS,
    rateRuns: parsed.RATE_RUNS,
    rateLogin: parsed.RATE_LOGIN,
    maxUploadBytes: parsed.MAX_UPLOAD_BYTES,
    keepOriginals: parsed.KEEP_ORIGINALS === 1,
    queryTimeoutMs: parsed.QUERY_TIMEOUT_MS,
    engineMemoryMb: parsed.ENGINE_MEMORY_MB,
    engineWorkers: parsed.ENGINE_WORKERS,
    anthropicApiKey: parsed.ANTHROPIC_API_KEY,
    anthropicBaseUrl: parsed.ANTHROPIC_BASE_URL,
    anthropicModel: parsed.ANTHROPIC_MODEL,
    logLevel: parsed.LOG_LEVEL,
    isProduction: launch().production,
  };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text);
}
