"use client";

import { type FormEvent, useId, useState } from "react";
import { createTokenAction } from "#app/(workspace)/settings/actions.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field, inputClass } from "#components/ui/field.tsx";
import type { CreatedToken } from "#lib/auth/schema.ts";

const LIFETIMES = [
  { days: 30, label: "30 days" },
  { days: 90, label: "90 days" },
  { days: 365, label: "1 year" },
];

/** Makes a token and shows its secret this one time. */
export function NewToken() {
  const [created, setCreated] = useState<CreatedToken | null>(null);
  const [problem, setProblem] = useState<string>();
  const [isPending, setPending] = useState(false);
  const lifetimeId = useId();

  async function create(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    setPending(true);
    const outcome = await createTokenAction({
      name: String(data.get("name") ?? ""),
      ttl_days: Number(data.get("ttl_days")),
    }).catch(() => null);
    setPending(false);
    setProblem(outcome?.ok ? undefined : (outcome?.message ?? "The server cannot be reached. Try again."));
    if (!outcome?.ok) return;
    setCreated(outcome.value);
    form.reset();
  }

  return (
    <>
      <form onSubmit={create} className="flex flex-wrap items-start gap-3">
        <Field
          label="Token name"
          name="name"
          required
          maxLength={100}
          placeholder="Nightly report"
          error={problem}
          className="min-w-48 flex-1"
        />
        <div className="grid gap-1.5">
          <label htmlFor={lifetimeId} className="text-sm font-medium">
            Expires after
          </label>
          <select id={lifetimeId} name="ttl_days" className={inputClass}>
            {LIFETIMES.map(({ days, label }) => (
              <option key={days} value={days}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <Button type="submit" disabled={isPending} className="mt-6.5">
          {isPending ? "Creating…" : "Create token"}
        </Button>
      </form>
      {created && (
        <div role="status" className="rounded-md border border-accent/40 bg-tint p-3.5">
          <p className="text-sm">
            Copy “{created.name}” now. It is not kept in readable form, so it will not be shown again.
          </p>
          <div className="mt-2 flex items-center gap-2">
            <code className="min-w-0 flex-1 overflow-x-auto rounded-sm bg-raised px-2 py-1.5 font-mono text-sm whitespace-nowrap">
              {created.token}
            </code>
            <CopyButton text={created.token} label="Copy token" look="plain" />
          </div>
        </div>
      )}
    </>
  );
}
