"use client";

import { Share2 } from "lucide-react";
import { useState } from "react";
import { shareSessionAction, unshareSessionAction } from "#app/(workspace)/sessions/actions.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { inputClass } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { toast } from "#components/ui/toasts.ts";

const UNREACHABLE = { ok: false, message: "The server cannot be reached. Try again in a moment." } as const;

/** Makes, shows and revokes the link under which a session can be read without an account. */
export function ShareDialog({
  sessionId,
  shared,
  onShared,
}: {
  sessionId: string;
  shared: boolean;
  onShared: (shared: boolean) => void;
}) {
  const [open, setOpen] = useState(false);
  const [url, setUrl] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  async function share() {
    setPending(true);
    setProblem(null);
    const outcome = await shareSessionAction(sessionId).catch(() => UNREACHABLE);
    setPending(false);
    if (!outcome.ok) return setProblem(outcome.message);
    setUrl(outcome.value.url);
    onShared(true);
  }

  async function revoke() {
    setPending(true);
    const outcome = await unshareSessionAction(sessionId).catch(() => UNREACHABLE);
    setPending(false);
    if (!outcome.ok) return setProblem(outcome.message);
    setUrl(null);
    onShared(false);
    toast("The link is revoked. Whoever opens it sees that there is nothing.");
  }

  function show() {
    setOpen(true);
    // A session that is shared keeps its one link: asking for it again makes no new one.
    if (shared && url === null) void share();
  }

  return (
    <>
      <Button size="sm" look="quiet" onClick={show} aria-label={shared ? "Share (shared now)" : "Share"}>
        <Share2 aria-hidden className="size-4" />
        <span className="max-sm:sr-only">{shared ? "Shared" : "Share"}</span>
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Share this session">
        <div className="grid gap-4">
          <p className="text-muted">
            Whoever has the link can read the questions, answers, tables and charts, and download the rows of
            the results. No account is needed. You can revoke it at any time.
          </p>
          {problem && <Notice tone="danger">{problem}</Notice>}
          {url ? (
            <Link url={url} isPending={isPending} onRevoke={revoke} />
          ) : (
            <Button look="primary" disabled={isPending} onClick={share} className="justify-self-start">
              {isPending ? "Making the link…" : "Create link"}
            </Button>
          )}
        </div>
      </Dialog>
    </>
  );
}

function Link({ url, isPending, onRevoke }: { url: string; isPending: boolean; onRevoke: () => void }) {
  return (
    <>
      <div className="flex gap-2">
        <input
          readOnly
          aria-label="Shared link"
          value={url}
          className={inputClass}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={url} label="Copy link" look="plain" />
      </div>
      <div className="flex justify-between gap-2">
        <a href={url} target="_blank" rel="noreferrer" className={buttonClass("quiet", "sm")}>
          Open as a visitor
        </a>
        <Button size="sm" look="danger" disabled={isPending} onClick={onRevoke}>
          Revoke link
        </Button>
      </div>
    </>
  );
}
