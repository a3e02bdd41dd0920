import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { Notebook } from "#components/chat/notebook.tsx";
import { Logo } from "#components/layout/logo.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { pageContext } from "#lib/http/page-context.ts";
import { readExample } from "./example.ts";

/** The front page shows the product: a session that was really answered, with its tables, charts and queries. */
export default async function LandingPage() {
  const [ctx, example] = await Promise.all([pageContext(), readExample()]);
  const start = ctx ? `/sessions/new?sample=${example.sample}` : `/sign-up?sample=${example.sample}`;
  return (
    <>
      <header className="mx-auto flex h-16 max-w-5xl items-center justify-between px-4 sm:px-6">
        <Logo />
        <nav aria-label="Account" className="flex gap-1">
          {ctx ? (
            <Link href="/sessions" className={buttonClass("plain", "sm")}>
              Your sessions
            </Link>
          ) : (
            <>
              <Link href="/sign-in" className={buttonClass("quiet", "sm")}>
                Sign in
              </Link>
              <Link href="/sign-up" className={buttonClass("plain", "sm")}>
                Create an account
              </Link>
            </>
          )}
        </nav>
      </header>
      <main id="content" className="mx-auto max-w-5xl px-4 pb-24 sm:px-6">
        <div className="grid max-w-2xl gap-5 pt-[7vh] pb-12">
          <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">
            Talk with your data, and believe the answer
          </h1>
          <p className="max-w-prose text-lg text-muted">
            Drop in a file and ask in plain words. Every figure in the answer is computed by a query on your
            rows, and the query stands beside it.
          </p>
          <div className="flex flex-wrap items-center gap-3">
            <Link href={start} prefetch={false} className={buttonClass("primary")}>
              Try it with sample data
              <ArrowRight aria-hidden className="size-4" />
            </Link>
            <span className="text-sm text-muted">An e-mail address and a password, nothing else.</span>
          </div>
        </div>
        <section
          aria-label="An example session"
          className="rounded-lg border border-line bg-page shadow-high"
        >
          <div className="flex min-h-11 items-center justify-between gap-4 border-b border-line bg-surface px-4 text-sm sm:px-8">
            <span className="font-mono text-xs">{example.filename}</span>
            <span className="text-muted max-sm:hidden">Answered by the product, as you see it</span>
          </div>
          <div className="mx-auto max-w-3xl px-4 pt-6 sm:px-8">
            <Notebook messages={example.messages} svgs={example.svgs} resultsPath={null} />
          </div>
        </section>
      </main>
    </>
  );
}
