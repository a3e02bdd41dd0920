/** One file on its way to the server. */
export interface FileUpload {
  id: string;
  name: string;
  size: number;
  /** Bytes that the server has. */
  sent: number;
  status: "sending" | "waiting" | "done" | "failed";
  /** Why it failed, as a sentence. */
  error: string | null;
  /** The server's id of the finished upload. */
  uploadId: string | null;
  /** Recent (time in ms, bytes) pairs, oldest first: what the rate is read from. */
  samples: readonly (readonly [number, number])[];
}

export type UploadEvent =
  | { type: "added"; id: string; name: string; size: number; at: number }
  | { type: "progress"; id: string; sent: number; at: number }
  | { type: "lost"; id: string }
  | { type: "finished"; id: string; uploadId: string }
  | { type: "failed"; id: string; error: string }
  | { type: "removed"; id: string }
  /** What has arrived was taken, or refused; what failed stays, with its reason. */
  | { type: "cleared" };

/** The rate is that of the last five seconds. */
const WINDOW_MS = 5000;

export function uploadsAfter(uploads: readonly FileUpload[], event: UploadEvent): readonly FileUpload[] {
  switch (event.type) {
    case "added": {
      const { id, name, size, at } = event;
      const fresh = { id, name, size, sent: 0, error: null, uploadId: null, samples: [[at, 0] as const] };
      return [...uploads, { ...fresh, status: "sending" }];
    }
    case "removed":
      return uploads.filter(({ id }) => id !== event.id);
    case "cleared":
      return uploads.filter(({ status }) => status !== "done");
    default:
      return uploads.map((upload) => (upload.id === event.id ? changed(upload, event) : upload));
  }
}

type Change = Extract<UploadEvent, { type: "progress" | "lost" | "finished" | "failed" }>;

function changed(upload: FileUpload, event: Change): FileUpload {
  switch (event.type) {
    case "progress": {
      const kept = upload.samples.filter(([at]) => event.at - at <= WINDOW_MS);
      return { ...upload, status: "sending", sent: event.sent, samples: [...kept, [event.at, event.sent]] };
    }
    case "lost":
      return { ...upload, status: "waiting", samples: [] };
    case "finished":
      return { ...upload, status: "done", sent: upload.size, uploadId: event.uploadId };
    case "failed":
      return { ...upload, status: "failed", error: event.error };
  }
}

/** Bytes per second and seconds left; null while there is too little to tell. A resumed upload's old bytes do not count. */
export function paceOf({ samples, size, sent }: FileUpload): { rate: number; secondsLeft: number } | null {
  const first = samples.find(([, bytes]) => bytes > 0);
  const last = samples.at(-1);
  if (!first || !last || last[0] - first[0] < 400 || last[1] <= first[1]) return null;
  const rate = ((last[1] - first[1]) / (last[0] - first[0])) * 1000;
  return { rate, secondsLeft: (size - sent) / rate };
}

/** Why a file is not worth sending, as a sentence; null when it may go. */
export function refusalOf(
  file: { name: string; size: number },
  limits: { maxBytes: number; maxText: string },
) {
  if (file.size === 0) return `${file.name} is empty, so there is nothing to ask about.`;
  if (file.size > limits.maxBytes)
    return `${file.name} is larger than ${limits.maxText}, the most this server takes.`;
  return null;
}
