import "server-only";
import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { copyFile, link, mkdir, open, opendir, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ByteRange, Storage, StoredKey } from "./contract.ts";
import { isMissing, withDiskErrors } from "./disk-errors.ts";
import { checkKey } from "./keys.ts";

const TEMPORARY = "temporary";
/** What `link` answers where hard links are impossible: other file systems, some mounts. */
const NO_LINKS = new Set(["EXDEV", "EPERM", "ENOTSUP", "EMLINK", "EOPNOTSUPP", "ENOSYS"]);

/** Storage in a folder of this machine (or one that all replicas mount). */
export class FolderStorage implements Storage {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  pathOf(key: string): string {
    return join(/* turbopackIgnore: true */ this.root, checkKey(key));
  }

  async put(source: Readable, key: string): Promise<{ byte_size: number }> {
    const path = await this.temporaryPath();
    try {
      await withDiskErrors(() => pipeline(source, createWriteStream(path, { flags: "wx" })));
      return await this.adopt(path, key);
    } catch (error) {
      await this.discard(path);
      throw error;
    }
  }

  async temporaryPath(): Promise<string> {
    const folder = join(/* turbopackIgnore: true */ this.root, TEMPORARY);
    await withDiskErrors(() => mkdir(folder, { recursive: true, mode: 0o700 }));
    return join(folder, randomUUID());
  }

  async adopt(temporaryPath: string, key: string): Promise<{ byte_size: number }> {
    const target = this.pathOf(key);
    return withDiskErrors(async () => {
      const byte_size = await flush(temporaryPath);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await rename(temporaryPath, target);
      await flushFolder(dirname(target));
      return { byte_size };
    });
  }

  async discard(temporaryPath: string): Promise<void> {
    await rm(temporaryPath, { force: true, recursive: true });
  }

  async copy(from: string, to: string): Promise<void> {
    const [source, target] = [this.pathOf(from), this.pathOf(to)];
    await withDiskErrors(async () => {
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      // Stored bytes never change in place, so a hard link is a copy that costs nothing.
      await link(source, target).catch(async (error: NodeJS.ErrnoException) => {
        if (!NO_LINKS.has(String(error.code))) throw error;
        const path = await this.temporaryPath();
        await copyFile(source, path);
        await this.adopt(path, to);
      });
    });
  }

  async move(from: string, to: string): Promise<void> {
    await this.adopt(this.pathOf(from), to);
  }

  openRead(key: string, range?: ByteRange): Readable {
    return createReadStream(this.pathOf(key), range);
  }

  async sizeOf(key: string): Promise<number | null> {
    try {
      return (await stat(this.pathOf(key))).size;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await withDiskErrors(() => rm(this.pathOf(key), { force: true }));
  }

  async removeAll(prefix: string): Promise<void> {
    await withDiskErrors(() => rm(this.pathOf(prefix), { force: true, recursive: true }));
  }

  async *list(): AsyncIterable<StoredKey> {
    const walked = await opendir(/* turbopackIgnore: true */ this.root, { recursive: true }).catch(orMissing);
    for await (const entry of walked ?? []) {
      const path = join(entry.parentPath, entry.name);
      const key = relative(this.root, path).split(sep).join("/");
      if (!entry.isFile() || key.startsWith(`${TEMPORARY}/`)) continue;
      // A link and a rename change the inode, not the bytes.
      const info = await stat(path).catch(orMissing);
      if (info !== null) yield { key, stored_ms: info.ctimeMs };
    }
  }

  async sweepTemporary(olderThanMs: number): Promise<number> {
    const folder = join(/* turbopackIgnore: true */ this.root, TEMPORARY);
    const names = await readdir(folder).catch(orMissing);
    let removed = 0;
    for (const path of (names ?? []).map((name) => join(folder, name))) {
      const info = await stat(path).catch(() => null);
      if (info === null || Date.now() - info.mtimeMs < olderThanMs) continue;
      await this.discard(path);
      removed += 1;
    }
    return removed;
  }
}

function orMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}

/** Makes a file's bytes survive a power cut; answers its size. */
async function flush(path: string): Promise<number> {
  const file = await open(path, "r+");
  try {
    await file.sync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

/** Makes a rename survive a power cut. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
