import { constants } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Settings } from "#lib/core/env.ts";

const OLDEST_NODE = 22;

/** npm puts Node 24 in place on Linux; elsewhere the machine's own runs. */
export function requireNode(): void {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    throw new Error(`Veritable needs Node ${OLDEST_NODE} or newer; this is Node ${process.versions.node}.`);
  }
}

export async function requireBuild(root: string): Promise<void> {
  const distDir = process.env.NEXT_DIST_DIR || ".next";
  await access(join(root, distDir, "BUILD_ID")).catch(() => {
    throw new Error("There is no build of Veritable yet. Run `npm run build` first.");
  });
}

export async function requireDataDir({ dataDir }: Settings): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The data folder ${dataDir} cannot be used (${why}): set DATA_DIR to a folder of yours.`,
      { cause },
    );
  }
}

/** Looked at first: the server would find out only after the database had been started for it. */
export async function requireFreePort({ host, port }: Settings): Promise<void> {
  if (port === 0) return;
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once("error", (err: NodeJS.ErrnoException) => reject(new Error(sentence(err, host, port))));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve()));
  });
}

function sentence(err: NodeJS.ErrnoException, host: string, port: number): string {
  if (err.code === "EADDRINUSE") {
    return `Port ${port} is taken by another program: stop that one, or set PORT to a free one.`;
  }
  if (err.code === "EACCES") return `Port ${port} is not allowed to this user: set PORT to one above 1023.`;
  return `The server cannot listen on ${host}, port ${port} (${err.message}): check HOST and PORT.`;
}
