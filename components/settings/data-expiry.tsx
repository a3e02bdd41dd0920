"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { inputClass } from "#components/ui/field.tsx";
import { problemOf } from "#components/ui/problem-of.ts";
import { toast } from "#components/ui/toasts.ts";
import { formatPlural } from "#lib/core/format.ts";

const CHOICES = [7, 30, 90, 365];

/** After how many days the workspace's data is removed; null keeps it until somebody deletes it. */
export function DataExpiry({ days, canChange }: { days: number | null; canChange: boolean }) {
  const id = useId();
  const [kept, setKept] = useState(days);
  const [chosen, setChosen] = useState(days);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const choices =
    kept === null || CHOICES.includes(kept) ? CHOICES : [kept, ...CHOICES].sort((a, b) => a - b);

  if (!canChange) return <p>{sentenceOf(kept)} An owner or admin of the workspace can change that.</p>;

  async function save(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    const failure = await send(chosen);
    setPending(false);
    setProblem(failure);
    if (failure !== null) return;
    setKept(chosen);
    toast(sentenceOf(chosen));
  }

  return (
    <form onSubmit={save} className="max-w-lg">
      <label htmlFor={id} className="text-sm font-medium">
        Remove data after
      </label>
      <div className="mt-1.5 flex flex-wrap items-start gap-3">
        <select
          id={id}
          className={`${inputClass} max-w-48`}
          aria-describedby={`${id}-note`}
          value={chosen ?? ""}
          onChange={({ target }) => setChosen(target.value === "" ? null : Number(target.value))}
        >
          <option value="">Never</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {formatPlural(choice, "day")}
            </option>
          ))}
        </select>
        <Button type="submit" disabled={isPending || chosen === kept}>
          {isPending ? "Saving…" : "Save"}
        </Button>
      </div>
      <p id={`${id}-note`} className="mt-2 text-sm text-muted">
        {chosen === null
          ? "Files, tables and results stay until somebody deletes them."
          : `Files, tables and the rows of results older than ${formatPlural(chosen, "day")} are removed for good, also those that are older today. Questions and answers stay as text.`}
      </p>
      {problem !== null && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {problem}
        </p>
      )}
    </form>
  );
}

function sentenceOf(days: number | null): string {
  return days === null
    ? "Data is kept until it is deleted."
    : `Data is removed after ${formatPlural(days, "day")}.`;
}

async function send(days: number | null): Promise<string | null> {
  const reply = await fetch("/api/v1/workspace", {
    method: "PATCH",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ data_expires_after_days: days }),
  }).catch(() => null);
  if (reply === null) return "The server cannot be reached. Try again.";
  return reply.ok ? null : problemOf(reply);
}
