import { stat } from "node:fs/promises";
import { z } from "zod";
import type { ModuleTools } from "#lib/engine/module.ts";
import { quoteString } from "#lib/engine/quote.ts";
import { STORED_PARQUET } from "#lib/engine/stored-parquet.ts";
import { EngineError } from "#lib/engine/worker/engine-error.ts";
import { readHead } from "#lib/ingest/formats/head.ts";
import { beginsWithComment, jsonFormOf } from "#lib/ingest/formats/json-text.ts";
import { shownRows } from "#lib/ingest/formats/shown-rows.ts";
import { wishedTypes } from "#lib/ingest/formats/wished-types.ts";
import type { DialectWish } from "#lib/ingest/schema.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import type { LoadRequest } from "#lib/ingest/worker/load-request.ts";
import type { Loaded, PreviewValue } from "#lib/ingest/worker/messages.ts";
import { asUtf8, type Utf8File } from "./as-utf8.ts";
import { CommentMet, commentFreeCopy } from "./comments.ts";
import { findFault } from "./find-fault.ts";
import { readRows } from "./read-rows.ts";
import { RejectList } from "./reject-list.ts";
import { toRows } from "./to-rows.ts";

const count = z.tuple([z.tuple([z.coerce.number()])]);
const PREVIEW_ROWS = 1000;
const MOST_REJECTS = 100;

/**
 * JSON → Parquet: a list of objects, of lists or of values; objects one a line or one after the other; an
 * object of lists; one that wraps the list; one that is a row. Nested objects become columns `a.b`, lists stay lists.
 */
export async function loadJson(tools: ModuleTools, request: LoadRequest): Promise<Loaded> {
  return named(request.filename, async () => {
    const made = await prepare(tools, request, Number.POSITIVE_INFINITY);
    const wished = await wishedTypes(tools, made.query, request.wish?.types ?? {}, request.rejects_path);
    const { rows } = await tools.sql(
      `COPY (${wished.query}) TO ${quoteString(request.output_path)} (${STORED_PARQUET})`,
      (fraction) => tools.report(0.4 + 0.6 * fraction),
    );
    const [[kept]] = count.parse(rows);
    const rejected = made.rejects.count + wished.rejected;
    return {
      rows_read: kept + rejected,
      rows_rejected: rejected,
      rejects: [...made.rejects.first, ...wished.rejects].slice(0, MOST_REJECTS),
      dialect: null,
      encoding: made.encoding,
      coerced: [...made.coerced, ...wished.coerced],
      warnings: made.warnings,
    };
  });
}

/** The first rows as they would be read; where the table lies is found by looking over the whole file. */
export async function previewJson(
  tools: ModuleTools,
  request: { path: string; filename: string; wish: DialectWish | null },
): Promise<PreviewValue> {
  return named(request.filename, async () => {
    const rejects_path = tools.scratch.rejects ?? "";
    const made = await prepare(tools, { ...request, rejects_path }, PREVIEW_ROWS);
    const wished = await wishedTypes(tools, made.query, request.wish?.types ?? {}, null);
    return {
      dialect: null,
      encoding: made.encoding,
      warnings: made.warnings,
      rejects: [...made.rejects.first, ...wished.rejects].slice(0, MOST_REJECTS),
      ...(await shownRows(tools, wished.query)),
    };
  });
}

interface Asked {
  path: string;
  filename: string;
  rejects_path: string;
  wish: DialectWish | null;
}

/** As UTF-8 and without comments where there are any, then as typed rows. */
async function prepare(tools: ModuleTools, request: Asked, most: number) {
  const head = await readHead(request.path, request.filename);
  const text = await asUtf8(tools, request.path, head.first);
  const { path, encoding, warnings } = text;
  const bare = async () => ({
    path: await commentFreeCopy(tools, path),
    encoding,
    warnings: [...warnings, "The file's comments, which JSON has not, were left out."],
  });
  const opening = path === request.path ? head : await readHead(path, request.filename);
  if (beginsWithComment(opening.first.toString("utf8"))) return readText(tools, request, await bare(), most);
  try {
    return await readText(tools, request, text, most);
  } catch (error) {
    if (!(error instanceof CommentMet)) throw error;
  }
  return readText(tools, request, await bare(), most);
}

async function readText(tools: ModuleTools, request: Asked, text: Utf8File, most: number) {
  const byte_size = (await stat(text.path)).size;
  const { first } = await readHead(text.path, request.filename);
  const isLines = jsonFormOf(first.toString("utf8")) === "ndjson";
  const rejects = new RejectList(request.rejects_path);
  try {
    const listed = await toRows(tools, { path: text.path, byte_size, isLines, rejects, most });
    const read = await readRows(tools, listed, rejects, Object.keys(request.wish?.types ?? {}));
    const warnings = [...text.warnings, ...listed.warnings, ...read.warnings];
    return { ...read, rejects, encoding: text.encoding, warnings };
  } catch (error) {
    if (!(error instanceof FileFault) || (error instanceof CommentMet && text.path !== tools.scratch.clean))
      throw error;
    throw await located(error, text.path, tools.signal);
  } finally {
    await rejects.end();
  }
}

/** A fault of a file that is no JSON says where. */
async function located(fault: FileFault, path: string, signal: AbortSignal): Promise<FileFault> {
  const place = await findFault(path, signal);
  if (place === null) return fault;
  const { line, column, wanted, found } = place;
  return new FileFault(`in line ${line}, column ${column}, there should be ${wanted}, not ${found}`);
}

/** Faults below say what `it` is; the sentence begins with the file's name. */
async function named<T>(filename: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileFault && !error.message.startsWith(filename))
      throw new FileFault(`${filename} cannot be read as JSON: ${error.message}.`);
    if (error instanceof EngineError && error.code === "sql_error")
      throw new FileFault(`${filename} cannot be read as JSON: ${wordsOf(error.message)}.`);
    throw error;
  }
}

function wordsOf(message: string): string {
  const words = message.split(/\n|\. Try |Try increasing/)[0] ?? "";
  return words
    .replace(/ in file "[^"]*",?/, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/\.$/, "")
    .slice(0, 300);
}
