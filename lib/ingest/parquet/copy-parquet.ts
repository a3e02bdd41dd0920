import { type FileHandle, open } from "node:fs/promises";
import { type Chunk, chunksOf, type Footer, rowGroupsOf } from "./footer.ts";
import { PAGE, type Page, pagesOf } from "./pages.ts";
import { setNumber, TYPE, writeStruct } from "./thrift.ts";

interface Copying {
  /**
   * Asked for each column chunk: what its pages' bodies become, or null where they stay. It may change the chunk's
   * metadata, as the function it answers may change a page's header.
   */
  change: (chunk: Chunk) => ((page: Page) => Buffer) | null;
  signal: AbortSignal;
  report: (fraction: number) => void;
}

const MARK = Buffer.from("PAR1");

/**
 * Writes a Parquet file anew at `target`, page by page: its footer's tree as it is by now, with the places that the
 * pages have. Throws `ThriftFault` where the file is damaged.
 */
export async function copyParquet(
  file: FileHandle,
  footer: Footer,
  target: string,
  { change, signal, report }: Copying,
): Promise<void> {
  const out = new Output(await open(target, "w", 0o600));
  try {
    await out.add(MARK);
    for (const group of rowGroupsOf(footer.tree)) {
      for (const chunk of chunksOf(footer, group)) {
        await copyChunk(out, chunk, pagesOf(file, footer, chunk), change(chunk), signal);
        report(Math.min(1, chunk.start / footer.dataEnd));
      }
      for (const field of [5, 6]) group.delete(field);
    }
    const tree = writeStruct(footer.tree);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(tree.length);
    await out.add(tree, length, MARK);
  } finally {
    await out.close();
  }
}

class Output {
  position = 0;
  readonly #file: FileHandle;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async add(...parts: Buffer[]): Promise<void> {
    for (const part of parts) {
      await this.#file.writeFile(part);
      this.position += part.length;
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

async function copyChunk(
  out: Output,
  { meta, column }: Chunk,
  pages: AsyncGenerator<Page>,
  change: ((page: Page) => Buffer) | null,
  signal: AbortSignal,
): Promise<void> {
  const start = out.position;
  let [plain, data, dictionary] = [0, -1, -1];
  for await (const page of pages) {
    signal.throwIfAborted();
    if (page.kind === PAGE.index) continue;
    const body = change === null ? page.body : change(page);
    const header = writeStruct(page.header);
    if (page.kind === PAGE.dictionary) dictionary = out.position;
    else if (data < 0) data = out.position;
    plain += header.length + page.byteSize;
    await out.add(header, body);
  }
  setNumber(meta, 6, TYPE.i64, plain);
  setNumber(meta, 7, TYPE.i64, out.position - start);
  setNumber(meta, 9, TYPE.i64, data < 0 ? start : data);
  // Indexes and filters stood at other places of the file.
  for (const field of [10, 11, 14, 15]) meta.delete(field);
  if (dictionary >= 0) setNumber(meta, 11, TYPE.i64, dictionary);
  setNumber(column, 2, TYPE.i64, 0);
  for (const field of [4, 5, 6, 7]) column.delete(field);
}
