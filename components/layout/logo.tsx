import Link from "next/link";

/** The name with its mark: a check inside a cell of a table. */
export function Logo({ href = "/" }: { href?: string }) {
  return (
    <Link
      href={href}
      className="inline-flex min-h-10 items-center gap-2 rounded-sm font-semibold tracking-tight"
    >
      <svg viewBox="0 0 20 20" aria-hidden="true" className="size-5 text-accent">
        <rect x="1" y="1" width="18" height="18" rx="4" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M1 7h18M7 7v12" fill="none" stroke="currentColor" strokeWidth="1.2" opacity="0.55" />
        <path
          d="m9.8 13 2.1 2.1 4-4.6"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.8"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      Veritable
    </Link>
  );
}
