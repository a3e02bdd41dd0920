import "server-only";
import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const secretsSchema = z.object({ auth_secret: z.string().min(32), postgres_password: z.string().min(32) });
export type Secrets = z.infer<typeof secretsSchema>;

/**
 * The secrets of a laptop: made once, kept in `DATA_DIR/secrets.json` for its owner's eyes only. Whoever of
 * two processes comes second takes the first one's.
 */
export async function keptSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, "secrets.json");
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const kept = await readFile(file, "utf8").catch(nullWhenMissing);
  if (kept === null) return makeSecrets(file);
  await chmod(file, 0o600);
  return parseSecrets(file, kept);
}

async function makeSecrets(file: string): Promise<Secrets> {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  const made: Secrets = { auth_secret: newPassword(), postgres_password: newPassword() };
  await writeFile(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  try {
    // Unlike a write, a link appears whole, and only if there is none yet.
    await link(draft, file).catch(unlessExists);
  } finally {
    await rm(draft, { force: true });
  }
  return parseSecrets(file, await readFile(file, "utf8"));
}

function parseSecrets(file: string, text: string): Secrets {
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(
      `${file} is damaged: restore it, since sessions and the database depend on it, or remove the whole folder to start afresh.`,
      { cause },
    );
  }
}

function newPassword(): string {
  return randomBytes(32).toString("base64url");
}

function nullWhenMissing(err: NodeJS.ErrnoException): null {
  if (err.code === "ENOENT") return null;
  throw err;
}

function unlessExists(err: NodeJS.ErrnoException): void {
  if (err.code !== "EEXIST") throw err;
}
