import "server-only";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { findDataset } from "#lib/datasets/scope.ts";
import { runModule } from "#lib/engine/run-module.ts";
import { loadFailure } from "./load-failure.ts";
import { requireOriginal } from "./require-original.ts";
import type { DialectWish, FilePreview } from "./schema.ts";
import { SCRATCH, sourceOf } from "./source-of.ts";
import { formatName, previewValue } from "./worker/messages.ts";

const TIMEOUT_MS = 30_000;

interface Input {
  file_id: string;
  dialect: DialectWish | null;
}

/** How a file would be read another way, from its beginning; nothing is made of it. 422 with a sentence when it cannot be read so. */
export async function previewFile({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: Input;
  signal?: AbortSignal;
}): Promise<FilePreview> {
  const row = await findDataset(ctx, input.file_id);
  const original = requireOriginal(row, "it cannot be read another way");
  const format = formatName.safeParse(row.format);
  if (!format.success) throw new AppError("invalid", row.error ?? `${row.filename} is not a table.`);
  const source = sourceOf({ ...original, filename: row.filename });
  try {
    const answer = await runModule({
      module: "lib/ingest/worker/preview.ts",
      input: { source, source_part: row.sourcePart, format: format.data, wish: input.dialect },
      read_paths: [source.path],
      write_paths: [],
      scratch: SCRATCH,
      timeout_ms: TIMEOUT_MS,
      pool: "reading",
      signal,
    });
    const preview = previewValue.parse(answer);
    if ("fault" in preview) throw new AppError("invalid", preview.fault);
    return preview;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "sql_error") throw error;
    const sentence = loadFailure(error, row.filename, [source.path]) ?? error.message;
    throw new AppError("invalid", sentence, { cause: error });
  }
}
