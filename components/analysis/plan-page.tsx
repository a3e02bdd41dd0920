"use client";

import { useEffect, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { executePlan, type PlanOutcome } from "./execute-plan.ts";
import type { OperationForm } from "./operation-form.ts";
import { type PlanDraft, parseDraft } from "./plan-draft.ts";
import { PlanForm, type PlanTable } from "./plan-form.tsx";
import { PlanOutcomeView } from "./plan-outcome.tsx";
import { useVerdict } from "./use-verdict.ts";
import { VerdictView } from "./verdict-view.tsx";

/** Builds a plan by hand, says at once what is wrong with it, and runs it. */
export function PlanPage({
  sessionId,
  tables,
  operations,
}: {
  sessionId: string;
  tables: PlanTable[];
  operations: OperationForm[];
}) {
  const [draft, setDraft] = useState<PlanDraft>(firstDraft(tables));
  const [outcome, setOutcome] = useState<PlanOutcome | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isRunning, setRunning] = useState(false);
  const shown = useRef<HTMLElement>(null);
  const plan = JSON.stringify(draft);
  const state = useVerdict(sessionId, plan);

  // On a phone the answer stands below a long form.
  useEffect(() => {
    const top = outcome === null ? undefined : shown.current?.getBoundingClientRect().top;
    if (top !== undefined && (top < 0 || top > window.innerHeight / 2)) shown.current?.scrollIntoView();
  }, [outcome]);

  async function run() {
    setRunning(true);
    const answer = await executePlan(sessionId, plan);
    setRunning(false);
    setProblem("problem" in answer ? answer.problem : null);
    if ("outcome" in answer) setOutcome(answer.outcome);
  }

  return (
    <div className="grid gap-8 lg:grid-cols-[24rem_minmax(0,1fr)]">
      <form
        aria-label="Plan"
        className="min-w-0"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <PlanForm draft={draft} tables={tables} operations={operations} onChange={setDraft} />
        <div className="sticky bottom-0 mt-5 border-t border-line bg-page py-3">
          <Button
            type="submit"
            look="primary"
            disabled={isRunning || state.isPending || state.verdict?.valid !== true}
          >
            {isRunning ? "Running…" : "Run"}
          </Button>
        </div>
      </form>
      <div className="grid min-w-0 content-start gap-6">
        <VerdictView state={state} />
        {problem !== null && (
          <p role="alert" className="text-danger">
            {problem}
          </p>
        )}
        <section ref={shown} aria-label="Result" aria-live="polite" className="min-w-0">
          {outcome && <PlanOutcomeView outcome={outcome} />}
        </section>
        <PlanJson plan={plan} draft={draft} onChange={setDraft} />
      </div>
    </div>
  );
}

/** The plan as data: to copy into a program, or to paste from one. */
function PlanJson({
  plan,
  draft,
  onChange,
}: {
  plan: string;
  draft: PlanDraft;
  onChange: (draft: PlanDraft) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const parsed = typed === null ? null : parseDraft(typed);
  const problem = parsed !== null && "problem" in parsed ? parsed.problem : null;
  return (
    <details className="min-w-0">
      <summary className="min-h-10 w-fit py-2 text-sm text-muted hover:text-ink">The plan as JSON</summary>
      <label htmlFor={id} className="sr-only">
        The plan as JSON
      </label>
      <textarea
        id={id}
        spellCheck={false}
        rows={14}
        aria-invalid={problem === null ? undefined : true}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        className="mt-1 w-full rounded-md border border-edge bg-raised p-3 font-mono text-sm text-ink aria-invalid:border-danger"
        value={typed ?? JSON.stringify(draft, null, 2)}
        onChange={({ target }) => {
          setTyped(target.value);
          const next = parseDraft(target.value);
          if ("draft" in next) onChange(next.draft);
        }}
        onBlur={() => problem === null && setTyped(null)}
      />
      {problem !== null && (
        <p id={`${id}-problem`} className="text-sm text-danger">
          {problem}
        </p>
      )}
      <CopyButton text={plan} label="Copy the plan" />
    </details>
  );
}

function firstDraft(tables: PlanTable[]): PlanDraft {
  const [first, ...others] = tables;
  return first !== undefined && others.length > 0
    ? { operation: "count", table: first.table }
    : { operation: "count" };
}
