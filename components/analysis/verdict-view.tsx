import { SqlFold } from "#components/chat/tool-results/sql-fold.tsx";
import type { PlanFault } from "#lib/analysis/schema.ts";
import type { VerdictState } from "./use-verdict.ts";

/** Whether a plan can run, and what is wrong with it, place by place. */
export function VerdictView({ state }: { state: VerdictState }) {
  const { verdict, problem } = state;
  return (
    <section
      aria-label="Check of the plan"
      aria-live="polite"
      aria-busy={state.isPending}
      className="min-w-0"
    >
      {problem !== null && <p className="text-danger">{problem}</p>}
      {verdict?.valid && <p className="text-sm text-muted">This plan can run.</p>}
      <Faults label="To be mended" faults={verdict?.errors ?? []} className="text-danger" />
      <Faults label="Worth knowing" faults={verdict?.warnings ?? []} className="text-unverified" />
      {verdict?.sql !== undefined && (
        <div className="mt-2 flex flex-wrap">
          <SqlFold sql={verdict.sql} />
        </div>
      )}
    </section>
  );
}

function Faults({ label, faults, className }: { label: string; faults: PlanFault[]; className: string }) {
  if (faults.length === 0) return null;
  return (
    <ul aria-label={label} className="grid gap-1 text-sm">
      {faults.map(({ path, message }) => (
        <li key={`${path} ${message}`} className="break-words">
          {path !== "" && <code className="mr-2 font-mono text-xs text-muted">{path}</code>}
          <span className={className}>{message}</span>
        </li>
      ))}
    </ul>
  );
}
