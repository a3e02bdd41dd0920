"use client";

import { useState } from "react";
import { revokeTokenAction } from "#app/(workspace)/settings/actions.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toasts.ts";
import { useTimeZone } from "#components/ui/use-time-zone.ts";
import type { ApiTokenView } from "#lib/auth/schema.ts";
import { formatDate } from "#lib/core/format.ts";
import { NewToken } from "./new-token.tsx";

/** The tokens by which programs act for this person: what there is, making one, revoking one. */
export function ApiTokens({ tokens }: { tokens: ApiTokenView[] }) {
  const [revoking, setRevoking] = useState<ApiTokenView | null>(null);

  async function revoke(token: ApiTokenView) {
    setRevoking(null);
    const outcome = await revokeTokenAction(token.id).catch(() => null);
    if (outcome?.ok) toast(`“${token.name}” is revoked.`);
    else
      toast(outcome?.message ?? "The token was not revoked: the server cannot be reached.", {
        tone: "danger",
      });
  }

  return (
    <div className="grid grid-cols-1 gap-5">
      <NewToken />
      {tokens.length === 0 ? (
        <p className="text-sm text-muted">No tokens yet.</p>
      ) : (
        <ul aria-label="API tokens" className="divide-y divide-line border-y border-line">
          {tokens.map((token) => (
            <li key={token.id} className="flex items-center justify-between gap-4 py-2.5">
              <div className="min-w-0">
                <p className="truncate font-medium">{token.name}</p>
                <TokenDates token={token} />
              </div>
              <Button
                size="sm"
                look="danger"
                aria-label={`Revoke ${token.name}`}
                onClick={() => setRevoking(token)}
              >
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Dialog open={revoking !== null} onClose={() => setRevoking(null)} title="Revoke this token?">
        <p className="mb-5 text-muted">
          Programs that use “{revoking?.name}” are locked out at once. This cannot be undone.
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={() => setRevoking(null)}>Keep it</Button>
          <Button look="danger" onClick={() => revoking && revoke(revoking)}>
            Revoke token
          </Button>
        </div>
      </Dialog>
    </div>
  );
}

function TokenDates({ token }: { token: ApiTokenView }) {
  const zone = useTimeZone();
  const used = token.last_used_at ? `last used ${formatDate(token.last_used_at, zone)}` : "never used";
  return (
    <p className="figures text-sm text-muted">
      Made {formatDate(token.created_at, zone)}, expires {formatDate(token.expires_at, zone)}, {used}
    </p>
  );
}
