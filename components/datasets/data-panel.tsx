import Link from "next/link";
import { buttonClass } from "#components/ui/button.tsx";
import { ChooseFiles } from "#components/upload/choose-files.tsx";
import { FileItem } from "./file-item.tsx";
import type { SessionData } from "./session-data.ts";

/** Everything a session's questions can be about. */
export function DataPanel({
  data,
  onFiles,
  onChange,
  onAsk,
}: {
  data: SessionData;
  /** Absent, with `onChange`, where the data may only be read. */
  onFiles?: (files: File[]) => void;
  onChange?: () => void;
  /** Puts a question into the composer; without it columns offer none. */
  onAsk?: (question: string) => void;
}) {
  const first = data.files.find((file) => file.status === "ready");
  return (
    <div>
      {data.files.length === 0 && (
        <p className="px-4 py-6 text-sm text-muted">No data here yet. Add a file and ask about it.</p>
      )}
      {data.files.map((file) => (
        <FileItem
          key={file.id}
          file={file}
          profile={data.profiles[file.id]}
          {...(onChange && { onChange })}
          {...(onAsk && { onAsk })}
        />
      ))}
      {onFiles && (
        <div className="flex flex-wrap gap-2 p-4">
          <ChooseFiles label="Add files" look="plain" size="sm" onFiles={onFiles} />
          {first && (
            <Link href={`/sessions/${first.session_id}/plan`} className={buttonClass("quiet", "sm")}>
              Build an analysis
            </Link>
          )}
        </div>
      )}
    </div>
  );
}
