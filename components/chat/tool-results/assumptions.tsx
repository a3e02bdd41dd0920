/** What the answer took for granted, before anyone relies on it. */
export function Assumptions({ assumptions }: { assumptions: string[] }) {
  return (
    <div className="max-w-prose border-l-2 border-line pl-3 text-sm text-muted">
      <p className="font-medium">{assumptions.length === 1 ? "Assumption" : "Assumptions"}</p>
      <ul className="grid gap-0.5">
        {assumptions.map((assumption) => (
          <li key={assumption} className="break-words">
            {assumption}
          </li>
        ))}
      </ul>
    </div>
  );
}
