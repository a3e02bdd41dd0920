import "server-only";
import { createHash, type Hash } from "node:crypto";

interface Seen {
  hash: Hash;
  bytes: number;
}

/** Uploads that somebody left in the middle are forgotten when there are more. */
const MOST = 1000;

/** Hashes uploads as their bytes pass by, over several requests, as long as none is missed. */
export class BytesSeen {
  readonly #uploads = new Map<string, Seen>();

  /** A transform of a pipeline: the same bytes, which begin at `offset` of the upload. */
  following(id: string, offset: number): (source: AsyncIterable<Buffer>) => AsyncGenerator<Buffer> {
    const seen = this.#at(id, offset);
    return async function* pass(source) {
      for await (const chunk of source) {
        if (seen !== null) {
          seen.hash.update(chunk);
          seen.bytes += chunk.length;
        }
        yield chunk;
      }
    };
  }

  forget(id: string): void {
    this.#uploads.delete(id);
  }

  /** The digest in hex; null when not exactly `size` bytes were seen. Forgets the upload. */
  take(id: string, size: number): string | null {
    const seen = this.#uploads.get(id);
    this.#uploads.delete(id);
    return seen?.bytes === size ? seen.hash.digest("hex") : null;
  }

  #at(id: string, offset: number): Seen | null {
    const known = this.#uploads.get(id);
    if (known?.bytes === offset) return known;
    this.#uploads.delete(id);
    if (offset > 0) return null;
    const [oldest] = this.#uploads.keys();
    if (oldest !== undefined && this.#uploads.size >= MOST) this.#uploads.delete(oldest);
    const seen = { hash: createHash("sha256"), bytes: 0 };
    this.#uploads.set(id, seen);
    return seen;
  }
}
