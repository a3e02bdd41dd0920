"use client";

import { ArrowRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { createSessionFromSample, createSessionFromUploads } from "#app/(workspace)/sessions/actions.ts";
import { Notice } from "#components/ui/notice.tsx";
import { ChooseFiles } from "#components/upload/choose-files.tsx";
import { DropArea } from "#components/upload/drop-area.tsx";
import { untilReached } from "#components/upload/until-reached.ts";
import { UploadList } from "#components/upload/upload-list.tsx";
import { useUploads } from "#components/upload/use-uploads.ts";
import { formatBytes, formatPlural } from "#lib/core/format.ts";
import { tellOfSessions } from "./session-news.ts";

export interface SampleChoice {
  name: string;
  title: string;
  description: string;
  row_count: number;
}

/** The two ways to begin: a file of one's own, or a sample. Several files at once become one session. */
export function StartSession({
  maxUploadBytes,
  samples,
}: {
  maxUploadBytes: number;
  samples: readonly SampleChoice[];
}) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const { uploads, add, remove } = useUploads(maxUploadBytes, async (ids) => {
    const create = () => createSessionFromUploads(ids);
    const outcome = await untilReached(create, () => setProblem(ARRIVED)).catch(() => UNREACHABLE);
    setProblem(outcome.ok ? null : outcome.message);
    if (!outcome.ok) return true;
    tellOfSessions();
    router.push(`/sessions/${outcome.value.id}`);
    return false;
  });

  function take(files: Iterable<File>) {
    setProblem(null);
    add(files);
  }

  return (
    <div className="grid gap-6">
      <div className="grid justify-items-start gap-3 rounded-lg border border-dashed border-edge px-5 py-6">
        <ChooseFiles label="Upload files" onFiles={take} />
        <p className="max-w-prose text-sm text-muted">
          Or drop them anywhere on this page. CSV, Excel, JSON and Parquet, also zipped, up to{" "}
          {formatBytes(maxUploadBytes)} each. Several files at once go into one session, and questions may
          join them.
        </p>
      </div>
      {problem && <Notice tone="danger">{problem}</Notice>}
      <UploadList uploads={uploads} onRemove={remove} />
      {samples.length > 0 && <Samples samples={samples} onProblem={setProblem} />}
      <DropArea hint="Drop to start a session with these files" onFiles={take} />
    </div>
  );
}

const ARRIVED =
  "The files have arrived, but the connection is lost. The session starts as soon as it is back.";
const UNREACHABLE = { ok: false, message: "The server cannot be reached. Try again in a moment." } as const;

function Samples({
  samples,
  onProblem,
}: {
  samples: readonly SampleChoice[];
  onProblem: (sentence: string | null) => void;
}) {
  const router = useRouter();
  const [opening, setOpening] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();

  function open(name: string) {
    setOpening(name);
    onProblem(null);
    startTransition(async () => {
      const outcome = await createSessionFromSample(name).catch(() => UNREACHABLE);
      if (!outcome.ok) return onProblem(outcome.message);
      tellOfSessions();
      router.push(`/sessions/${outcome.value.id}`);
    });
  }

  return (
    <section aria-labelledby="samples-title">
      <h2 id="samples-title" className="mb-1 text-sm font-medium text-muted">
        Or start with a sample
      </h2>
      <ul className="divide-y divide-line border-y border-line">
        {samples.map(({ name, title, description, row_count }) => (
          <li key={name}>
            <button
              type="button"
              disabled={isPending}
              onClick={() => open(name)}
              className="group flex w-full items-center gap-4 px-1 py-3 text-left hover:bg-hover"
            >
              <span className="min-w-0 flex-1">
                <span className="font-medium">{title}</span>
                <span className="figures ml-2 text-sm text-muted">{formatPlural(row_count, "row")}</span>
                <span className="block text-sm text-muted">{description}</span>
              </span>
              <span className="shrink-0 text-sm text-accent">
                {isPending && opening === name ? (
                  "Opening…"
                ) : (
                  <ArrowRight aria-hidden className="size-4 opacity-60 group-hover:opacity-100" />
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
