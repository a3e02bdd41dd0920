"use client";

import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";

/** Copies the shared session into the visitor's own account, asking them to sign in first where needed. */
export function ForkButton({
  action,
  autoFocus = false,
}: {
  action: () => Promise<{ message: string }>;
  autoFocus?: boolean;
}) {
  const [state, submit, isPending] = useActionState<{ message: string } | null>(action, null);
  return (
    <form action={submit} className="grid justify-items-end gap-2">
      <Button type="submit" look="primary" size="sm" disabled={isPending} autoFocus={autoFocus}>
        {isPending ? "Copying…" : "Make it yours"}
      </Button>
      {state && <Notice tone="danger">{state.message}</Notice>}
    </form>
  );
}
