"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { createSessionFromSample } from "#app/(workspace)/sessions/actions.ts";
import { StatusLine } from "#components/chat/status-line.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { tellOfSessions } from "./session-news.ts";

/** Opens a sample as soon as the page is there: the end of "Try it with sample data". */
export function OpenSample({ name, title }: { name: string; title: string }) {
  const router = useRouter();
  const started = useRef(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function open() {
    setProblem(null);
    const outcome = await createSessionFromSample(name).catch(() => null);
    if (!outcome?.ok) return setProblem(outcome?.message ?? "The server cannot be reached.");
    tellOfSessions();
    router.replace(`/sessions/${outcome.value.id}`);
  }

  useEffect(() => {
    if (started.current) return;
    started.current = true;
    void open();
  });

  if (problem === null) return <StatusLine message={`Opening ${title}…`} />;
  return (
    <Notice
      tone="danger"
      action={
        <Button size="sm" onClick={open}>
          Try again
        </Button>
      }
    >
      {problem}
    </Notice>
  );
}
