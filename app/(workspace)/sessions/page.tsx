import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import type { SearchProps } from "#app/page-props.ts";
import { AppHeader } from "#components/layout/app-header.tsx";
import { RefreshOnNews } from "#components/sessions/refresh-on-news.tsx";
import { SearchForm } from "#components/sessions/search-form.tsx";
import { SessionList } from "#components/sessions/session-list.tsx";
import { StartSession } from "#components/sessions/start-session.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { env } from "#lib/core/env.ts";
import { pageQuery } from "#lib/core/schema.ts";
import { requirePageContext } from "#lib/http/page-context.ts";
import { listSamples } from "#lib/ingest/list-samples.ts";
import { listSessions } from "#lib/sessions/list-sessions.ts";
export const metadata: Metadata = { title: "Sessions" };

const firstOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/** All sessions, with a search; whoever has none is shown how to begin. */
export default async function SessionsPage({ searchParams }: SearchProps) {
  const ctx = await requirePageContext();
  const given = await searchParams;
  const q = firstOf(given.q)?.slice(0, 200) ?? "";
  const page = pageQuery.catch({ limit: 50 }).parse({ cursor: firstOf(given.cursor) });
  const { data, count, next_cursor } = await listSessions({ ctx, input: { q, page } });
  const isEmpty = count === 0 && q === "";

  return (
    <>
      <AppHeader current="sessions" />
      <RefreshOnNews />
      <main id="content" className="mx-auto max-w-3xl px-4 py-8 sm:px-6">
        <div className="mb-5 flex items-center justify-between gap-4">
          <h1 className="text-2xl font-semibold">{isEmpty ? "Start with a file" : "Sessions"}</h1>
          {!isEmpty && (
            <Link href="/sessions/new" className={buttonClass("primary")}>
              <Plus aria-hidden className="size-4" />
              New session
            </Link>
          )}
        </div>
        {isEmpty ? (
          <>
            <p className="mb-5 max-w-prose text-muted">
              A session is a conversation with your data. Ask a question in plain words; the answer shows the
              query that ran, the rows it gave and the chart drawn from them.
            </p>
            <StartSession maxUploadBytes={env().maxUploadBytes} samples={listSamples()} />
          </>
        ) : (
          <>
            <div className="mb-6">
              <SearchForm query={q} />
            </div>
            {count === 0 ? (
              <p className="px-3 text-muted">
                No title or file contains “{q}”.{" "}
                <Link href="/sessions" className="text-accent underline underline-offset-2">
                  Show all sessions
                </Link>
              </p>
            ) : (
              <SessionList sessions={data} now={new Date().toISOString()} />
            )}
            {next_cursor && (
              <Link
                href={`/sessions?${new URLSearchParams({ ...(q ? { q } : {}), cursor: next_cursor })}`}
                className={buttonClass("plain", "sm")}
              >
                Older sessions
              </Link>
            )}
          </>
        )}
      </main>
    </>
  );
}
