"use client";

import { useEffect, useReducer, useRef } from "react";
import { formatBytes } from "#lib/core/format.ts";
import { sendFile } from "./send-file.ts";
import { type FileUpload, refusalOf, uploadsAfter } from "./upload-state.ts";

const NONE: readonly FileUpload[] = [];

/**
 * Sends files and, once none is on its way any more, hands the ids of the finished ones to `onArrived`. What it
 * returns false or throws for stays on the list; on true the list is cleared.
 */
export function useUploads(maxBytes: number, onArrived: (uploadIds: string[]) => Promise<boolean>) {
  const [uploads, dispatch] = useReducer(uploadsAfter, NONE);
  const cancels = useRef(new Map<string, () => void>());
  const handedOver = useRef(false);

  function add(files: Iterable<File>) {
    for (const file of files) {
      const id = crypto.randomUUID();
      dispatch({ type: "added", id, name: file.name, size: file.size, at: performance.now() });
      const refusal = refusalOf(file, { maxBytes, maxText: formatBytes(maxBytes) });
      if (refusal) dispatch({ type: "failed", id, error: refusal });
      else void send(file, id);
    }
  }

  async function send(file: File, id: string) {
    let cancelled = false;
    cancels.current.set(id, () => {
      cancelled = true;
    });
    const cancel = await sendFile(file, {
      onProgress: (sent) => dispatch({ type: "progress", id, sent, at: performance.now() }),
      onLost: () => dispatch({ type: "lost", id }),
      onDone: (uploadId) => dispatch({ type: "finished", id, uploadId }),
      onFailed: (error) => dispatch({ type: "failed", id, error }),
    });
    if (cancelled) cancel();
    else cancels.current.set(id, cancel);
  }

  function remove(id: string) {
    cancels.current.get(id)?.();
    cancels.current.delete(id);
    dispatch({ type: "removed", id });
  }

  const arrived = useRef(onArrived);
  useEffect(() => {
    arrived.current = onArrived;
  });

  useEffect(() => {
    const done = uploads.flatMap(({ uploadId }) => (uploadId ? [uploadId] : []));
    const isGoing = uploads.some(({ status }) => status === "sending" || status === "waiting");
    if (isGoing || done.length === 0 || handedOver.current) return;
    handedOver.current = true;
    arrived
      .current(done)
      .then((taken) => taken && dispatch({ type: "cleared" }))
      .finally(() => {
        handedOver.current = false;
      });
  }, [uploads]);

  return { uploads, add, remove };
}
