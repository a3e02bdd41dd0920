import type { MessagePart } from "#lib/sessions/schema.ts";
import type { UiChunk } from "./ui-chunk.ts";

/**
 * The parts of the message that a stream of chunks builds, as the `ai` package folds them in the browser:
 * transient parts and the frame (`start`, `finish`, `error`) leave nothing, a data part with an id seen before
 * replaces the earlier one in place, a text that has not ended is `streaming`.
 */
export function foldChunks(chunks: Iterable<UiChunk>): MessagePart[] {
  const parts: MessagePart[] = [];
  const openTexts = new Map<string, Extract<MessagePart, { type: "text" }>>();
  for (const chunk of chunks) {
    switch (chunk.type) {
      case "text-start": {
        const part = { type: "text" as const, text: "", state: "streaming" as const };
        openTexts.set(chunk.id, part);
        parts.push(part);
        break;
      }
      case "text-delta": {
        const part = openTexts.get(chunk.id);
        if (part) part.text += chunk.delta;
        break;
      }
      case "text-end": {
        const part = openTexts.get(chunk.id);
        if (part) part.state = "done";
        openTexts.delete(chunk.id);
        break;
      }
      case "start":
      case "error":
      case "finish":
        break;
      default:
        if (chunk.transient !== true) putData(parts, chunk);
    }
  }
  return parts;
}

type DataChunk = Extract<UiChunk, { type: `data-${string}` }>;

function putData(parts: MessagePart[], chunk: DataChunk): void {
  const { transient: _, ...part } = chunk;
  const at =
    part.id === undefined
      ? -1
      : parts.findIndex((p) => p.type === part.type && "id" in p && p.id === part.id);
  if (at === -1) parts.push(part);
  else parts[at] = part;
}

/** The texts that were begun and not ended, so that whoever closes a cut-off run can end them. */
export function openTextIds(chunks: Iterable<UiChunk>): string[] {
  const open = new Set<string>();
  for (const chunk of chunks) {
    if (chunk.type === "text-start") open.add(chunk.id);
    if (chunk.type === "text-end") open.delete(chunk.id);
  }
  return [...open];
}
