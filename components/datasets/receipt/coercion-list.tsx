import { formatCount } from "#lib/core/format.ts";
import type { Coercion } from "#lib/datasets/schema.ts";

/** Every change of values on their way into the table. */
export function CoercionList({ coerced }: { coerced: Coercion[] }) {
  if (coerced.length === 0) return null;
  return (
    <div className="mt-2 px-1.5">
      <h4 className="text-muted">Values taken differently</h4>
      <ul className="mt-1 grid gap-1">
        {coerced.map(({ column, from, to, count, note }) => (
          <li key={`${column}-${from}-${to}-${note}`} className="break-words">
            <span className="font-medium">{column}</span>: {formatCount(count)} from {from} to {to}
            {note !== "" && <span className="text-muted">, {note}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
