import { createHash, createHmac } from "node:crypto";
import type { Json, MessagesRequest, RequestMessage } from "./protocol.ts";
import { isThought } from "./thought.ts";

/** Fixed, so that a conversation survives a restart of the stand-in. */
const SECRET = "the stand-in's own key";

/**
 * A signature binds a thought to its words and to everything that stood before it, as the service does for models with
 * preserved thinking: system, tools and earlier messages, without cache marks and without other thoughts.
 */
export function signThought(thinking: string, prefix: string): string {
  const mac = createHmac("sha256", SECRET).update(`${prefix}\n${thinking}`).digest("base64");
  return `${prefix}.${mac}`;
}

export type SignatureFault = "altered" | "moved";

/** "altered": not ours, or the words changed. "moved": what stood before the thought changed. */
export function signatureFault(thinking: string, signature: string, prefix: string): SignatureFault | null {
  const [signedPrefix = ""] = signature.split(".");
  if (signThought(thinking, signedPrefix) !== signature) return "altered";
  return signedPrefix === prefix ? null : "moved";
}

/** The digest of what stands before the message at `index`; of the whole request when there is none. */
export function prefixOf(request: Pick<MessagesRequest, "raw">, messages: readonly RequestMessage[]): string {
  const parts = {
    system: request.raw.system ?? null,
    tools: request.raw.tools ?? null,
    messages: messages.map(({ role, content }) => ({ role, content: content.filter((b) => !isThought(b)) })),
  };
  return createHash("sha256")
    .update(JSON.stringify(withoutCacheMarks(parts as Json)))
    .digest("hex")
    .slice(0, 24);
}

function withoutCacheMarks(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutCacheMarks);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      key === "cache_control" ? [] : [[key, withoutCacheMarks(inner)]],
    ),
  );
}
