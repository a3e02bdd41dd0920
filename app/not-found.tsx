import Link from "next/link";
import { Logo } from "#components/layout/logo.tsx";
import { buttonClass } from "#components/ui/button.tsx";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <div className="mx-auto max-w-3xl px-4 sm:px-6">
      <header className="py-5">
        <Logo />
      </header>
      <main id="content" className="grid justify-items-start gap-4 py-[12vh]">
        <h1 className="text-2xl font-semibold">There is nothing here</h1>
        <p className="max-w-prose text-muted">
          The address is mistyped, what was here is deleted or no longer shared, or it belongs to another
          account.
        </p>
        <Link href="/sessions" className={buttonClass("plain")}>
          Go to your sessions
        </Link>
      </main>
    </div>
  );
}
