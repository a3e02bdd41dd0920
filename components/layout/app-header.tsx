import { clsx } from "clsx";
import { Settings } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { OpenPalette } from "#components/palette/open-palette.tsx";
import { Logo } from "./logo.tsx";

/** The bar above the signed-in pages that are not a session. */
export function AppHeader({ current, children }: { current: "sessions" | "settings"; children?: ReactNode }) {
  return (
    <header className="border-b border-line">
      <div className="mx-auto flex h-14 max-w-3xl items-center gap-3 px-4 sm:px-6">
        <Logo href="/sessions" />
        <nav aria-label="Main" className="ml-auto flex items-center gap-1 text-sm">
          <OpenPalette />
          <NavLink href="/sessions" current={current === "sessions"}>
            Sessions
          </NavLink>
          <NavLink href="/settings" current={current === "settings"}>
            <Settings aria-hidden className="size-4" />
            Settings
          </NavLink>
          {children}
        </nav>
      </div>
    </header>
  );
}

function NavLink({ href, current, children }: { href: string; current: boolean; children: ReactNode }) {
  return (
    <Link
      href={href}
      aria-current={current ? "page" : undefined}
      className={clsx(
        "inline-flex min-h-10 items-center gap-1.5 rounded-md px-2.5 hover:bg-hover",
        current ? "font-medium text-ink" : "text-muted hover:text-ink",
      )}
    >
      {children}
    </Link>
  );
}
