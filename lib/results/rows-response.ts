import "server-only";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import type { Rows, RowsFile } from "./get-result-rows.ts";

/** Rows as a web reply: JSON, or a file streamed and then removed, also when the client goes away. */
export async function rowsResponse(rows: Rows): Promise<Response> {
  return rows.kind === "json" ? Response.json(rows.page) : fileResponse(rows.file);
}

/** Once the file is open its name is no longer needed: nothing stays behind, however the download ends. */
async function fileResponse(file: RowsFile): Promise<Response> {
  const handle = await open(file.path).finally(file.dispose);
  const { size } = await handle.stat();
  return new Response(webStream(handle.createReadStream()), {
    headers: {
      "content-type": file.content_type,
      "content-length": String(size),
      "content-disposition": `attachment; filename="${file.filename}"`,
    },
  });
}

/** Holds because in Node both names mean one class; the DOM's declaration only lacks Node's iterator types. */
function webStream(stream: Readable): ReadableStream {
  return Readable.toWeb(stream) as ReadableStream;
}
