"use client";

import { useEffect, useState } from "react";
import { problemOf } from "#components/ui/problem-of.ts";
import { type DialectWish, type FilePreview, filePreview } from "#lib/ingest/schema.ts";

const SETTLE_MS = 250;

export interface PreviewState {
  preview: FilePreview | null;
  /** Why it cannot be read like this, as a sentence. */
  problem: string | null;
  isPending: boolean;
}

/** How a file would be read under a wish; asked again a moment after each change, the last answer stays meanwhile. */
export function useFilePreview(fileId: string, wish: DialectWish): PreviewState {
  const [state, setState] = useState<PreviewState>({ preview: null, problem: null, isPending: true });
  const key = JSON.stringify(wish);

  useEffect(() => {
    const controller = new AbortController();
    setState((before) => ({ ...before, isPending: true }));
    const timer = setTimeout(() => {
      askPreview(fileId, key, controller.signal).then(
        (answer) =>
          !controller.signal.aborted && setState((before) => ({ ...before, ...answer, isPending: false })),
      );
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [fileId, key]);

  return state;
}

async function askPreview(
  fileId: string,
  wish: string,
  signal: AbortSignal,
): Promise<{ preview?: FilePreview; problem: string | null }> {
  try {
    const reply = await fetch(`/api/v1/files/${fileId}/preview`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: `{"dialect":${wish}}`,
      signal,
    });
    if (!reply.ok) return { problem: await problemOf(reply) };
    return { preview: filePreview.parse(await reply.json()), problem: null };
  } catch {
    return { problem: "The server cannot be reached. Try again." };
  }
}
