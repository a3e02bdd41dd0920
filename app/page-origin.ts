import "server-only";
import { headers } from "next/headers";
import { env } from "#lib/core/env.ts";
import { ownHosts } from "#lib/http/origin.ts";

/** Where the reader reaches this product (`https://example.com`): the public address if one is set, else the host asked for. */
export async function pageOrigin(): Promise<string> {
  const { publicUrl, host, port } = env();
  if (publicUrl) return new URL(publicUrl).origin;
  const sent = await headers();
  const [named] = ownHosts(sent);
  const scheme = sent.get("x-forwarded-proto")?.split(",")[0] === "https" ? "https" : "http";
  return `${scheme}://${named ?? `${host}:${port}`}`;
}
