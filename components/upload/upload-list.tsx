import { X } from "lucide-react";
import { IconButton } from "#components/ui/button.tsx";
import { formatBytes, formatTimeLeft } from "#lib/core/format.ts";
import { type FileUpload, paceOf } from "./upload-state.ts";

/** Files on their way: how far, how fast, how long still; each can be cancelled. */
export function UploadList({
  uploads,
  onRemove,
}: {
  uploads: readonly FileUpload[];
  onRemove: (id: string) => void;
}) {
  if (uploads.length === 0) return null;
  return (
    <ul aria-label="Uploads" className="grid gap-2">
      {uploads.map((upload) => (
        <li key={upload.id} className="rounded-md border border-line bg-raised py-1.5 pr-1.5 pl-3.5">
          <div className="flex items-center gap-3">
            <div className="min-w-0 flex-1">
              <p className="truncate text-sm font-medium">{upload.name}</p>
              <UploadStatus upload={upload} />
            </div>
            <IconButton
              label={`${upload.status === "failed" ? "Dismiss" : "Cancel"} ${upload.name}`}
              onClick={() => onRemove(upload.id)}
            >
              <X aria-hidden className="size-4" />
            </IconButton>
          </div>
          {upload.status !== "failed" && (
            <progress
              aria-label={`Upload of ${upload.name}`}
              max={upload.size}
              value={upload.sent}
              className="mt-1 mb-1 block w-[calc(100%-0.5rem)]"
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function UploadStatus({ upload }: { upload: FileUpload }) {
  if (upload.status === "failed") {
    return (
      <p role="alert" className="text-sm break-words text-danger">
        {upload.error}
      </p>
    );
  }
  return <p className="figures text-sm text-muted">{progressText(upload)}</p>;
}

function progressText(upload: FileUpload): string {
  const amount = `${formatBytes(upload.sent)} of ${formatBytes(upload.size)}`;
  if (upload.status === "done") return `${formatBytes(upload.size)}, arrived. Reading the table…`;
  if (upload.status === "waiting")
    return `${amount}. The connection is lost; going on as soon as it is back…`;
  const pace = paceOf(upload);
  return pace ? `${amount}, ${formatBytes(pace.rate)}/s, ${formatTimeLeft(pace.secondsLeft)} left` : amount;
}
