import "server-only";
import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { FileStore } from "@tus/file-store";
import { UPLOAD_TTL_MS } from "#lib/ingest/sweep-uploads.ts";
import { asDiskError, withDiskErrors } from "#lib/storage/disk-errors.ts";
import { BytesSeen } from "./bytes-seen.ts";

/** The stock file store, with the disk's own errors kept: a full disk is a sentence and not a mere "write error". */
export class TusStore extends FileStore {
  constructor(directory: string) {
    super({ directory, expirationPeriodInMilliseconds: UPLOAD_TTL_MS });
  }

  override create(file: Parameters<FileStore["create"]>[0]): ReturnType<FileStore["create"]> {
    return withDiskErrors(() => super.create(file));
  }

  readonly #seen = new BytesSeen();

  /** What arrived before a failure stays: the client goes on from there. */
  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const target = createWriteStream(join(this.directory, id), { flags: "r+", start: offset });
    try {
      await pipeline(readable, this.#seen.following(id, offset), target);
    } catch (error) {
      this.#seen.forget(id);
      throw asDiskError(error) ?? error;
    }
    return offset + target.bytesWritten;
  }

  override async remove(id: string): Promise<void> {
    this.#seen.forget(id);
    await super.remove(id);
  }

  /** SHA-256 in hex of a finished upload, if this process saw all of its bytes arrive in one go from the first; asked once. */
  takeFingerprint(id: string, size: number): string | null {
    return this.#seen.take(id, size);
  }

  /** Makes a finished upload survive a power cut. */
  async flush(id: string): Promise<void> {
    const file = await open(join(this.directory, id), "r+");
    try {
      await withDiskErrors(() => file.sync());
    } finally {
      await file.close();
    }
  }
}
