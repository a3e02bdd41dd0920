import "server-only";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/ids.ts";
import type { DataFile } from "#lib/datasets/schema.ts";
import { requireSession } from "#lib/datasets/scope.ts";
import { db } from "#lib/db/client.ts";
import { originalKey } from "#lib/storage/keys.ts";
import { storage } from "#lib/storage/storage.ts";
import { filesInOrder } from "./files-in-order.ts";
import { insertDatasets } from "./insert-datasets.ts";
import { type Sample, samples } from "./samples/catalogue.ts";
import { beginLoads } from "./start-load.ts";

interface Input {
  session_id: string;
  name: string;
}

/** Adds a sample to a session as its table. 422 for a name that no sample has. */
export async function addSample({ ctx, input }: { ctx: Context; input: Input }): Promise<DataFile> {
  await requireSession(ctx, input.session_id);
  const sample = findSample(input.name);
  const id = newId();
  const key = originalKey(ctx.workspaceId, input.session_id, id);
  const { byte_size } = await storage().put(createReadStream(samplePath(sample)), key);
  const dataset = {
    id,
    kind: "sample" as const,
    filename: sample.filename,
    sourcePart: null,
    name: sample.filename,
    format: "csv",
    byteSize: BigInt(byte_size),
    fingerprint: null,
    error: null,
    originalKey: key,
  };
  try {
    const insert = { ctx, session_id: input.session_id, datasets: [dataset] };
    const rows = await db().$transaction((tx) => insertDatasets(tx, insert));
    await beginLoads(rows);
  } catch (error) {
    await storage().remove(key);
    throw error;
  }
  const [file] = await filesInOrder(ctx, [id]);
  if (file === undefined) throw new AppError("conflict", "The session was deleted meanwhile.");
  return file;
}

/** 422, naming the samples there are. */
export function findSample(name: string): Sample {
  const sample = samples.find((each) => each.name === name);
  if (sample !== undefined) return sample;
  const names = samples.map((each) => each.name).join(", ");
  const message = `There is no sample of that name; there are: ${names}.`;
  throw new AppError("invalid", message, { errors: [{ path: "sample", message }] });
}

function samplePath(sample: Sample): string {
  return join(/* turbopackIgnore: true */ process.cwd(), "public", "samples", sample.filename);
}
