"use client";

import { type FormEvent, useState } from "react";
import { renameUserAction } from "#app/(workspace)/settings/actions.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toasts.ts";

const LONGEST = 100;

/** The name by which others see a person, to be changed. */
export function DisplayName({ name }: { name: string }) {
  const [kept, setKept] = useState(name);
  const [typed, setTyped] = useState(name);
  const [problem, setProblem] = useState<string>();
  const [isPending, setPending] = useState(false);
  const wanted = typed.trim();

  async function save(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    const outcome = await renameUserAction(wanted).catch(() => null);
    setPending(false);
    setProblem(outcome?.ok ? undefined : (outcome?.message ?? "The server cannot be reached. Try again."));
    if (!outcome?.ok) return;
    setKept(outcome.value.name);
    setTyped(outcome.value.name);
    toast("Your name is changed.");
  }

  return (
    <form onSubmit={save} className="flex max-w-lg items-start gap-3">
      <Field
        label="Name"
        name="name"
        autoComplete="name"
        required
        maxLength={LONGEST}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        error={problem}
        className="min-w-0 flex-1"
      />
      <Button type="submit" disabled={isPending || wanted === "" || wanted === kept} className="mt-6.5">
        {isPending ? "Saving…" : "Save name"}
      </Button>
    </form>
  );
}
