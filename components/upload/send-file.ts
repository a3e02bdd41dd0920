import type { DetailedError, Upload } from "tus-js-client";
import { detailOf } from "#components/ui/problem-of.ts";

/** Milliseconds between attempts after a lost connection: about five minutes in all. */
const RETRY_MS = [500, 1000, 2000, 4000, 8000, 15_000, 30_000, 60_000, 60_000, 120_000];

interface Handlers {
  onProgress: (sent: number) => void;
  onLost: () => void;
  onDone: (uploadId: string) => void;
  onFailed: (sentence: string) => void;
}

/**
 * Sends a file by tus. A lost connection is waited out; the same file chosen again, even after a reload, goes on
 * where it stood. Returns the way to cancel, which also removes what the server has.
 */
export async function sendFile(file: File, handlers: Handlers): Promise<() => void> {
  const { Upload } = await import("tus-js-client");
  const upload = new Upload(file, {
    endpoint: "/api/v1/uploads/tus",
    metadata: { filename: file.name, filetype: file.type },
    retryDelays: RETRY_MS,
    removeFingerprintOnSuccess: true,
    onProgress: handlers.onProgress,
    onShouldRetry: (error) => {
      const again = isWorthRetrying(statusOf(error));
      if (again) handlers.onLost();
      return again;
    },
    onError: (error) => handlers.onFailed(sentenceOf(error, file.name)),
    onSuccess: () => finish(upload, file.name, handlers),
  });
  const [earlier] = await upload.findPreviousUploads().catch(() => []);
  if (earlier) upload.resumeFromPreviousUpload(earlier);
  upload.start();
  return () => void upload.abort(true).catch(() => undefined);
}

function finish(upload: Upload, name: string, handlers: Handlers) {
  const id = upload.url?.split("/").at(-1);
  if (id) handlers.onDone(id);
  else handlers.onFailed(`${name} arrived without an address. Send it again.`);
}

/** No reply at all, a conflict about the offset, too many requests, or the server's own trouble. */
function isWorthRetrying(status: number): boolean {
  return status === 0 || status === 409 || status === 423 || status === 429 || status >= 500;
}

function statusOf(error: Error | DetailedError): number {
  return "originalResponse" in error ? (error.originalResponse?.getStatus() ?? 0) : 0;
}

function sentenceOf(error: Error | DetailedError, name: string): string {
  const status = statusOf(error);
  if (status === 0) return `${name} could not be sent: the connection is gone. Choose it again to go on.`;
  const body = "originalResponse" in error ? (error.originalResponse?.getBody() ?? "") : "";
  return detailOf(body) ?? `${name} was not taken (status ${status}). Try again.`;
}
