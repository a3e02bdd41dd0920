import type { Metadata } from "next";
import Link from "next/link";
import { operationForms } from "#app/(workspace)/sessions/[id]/plan/operation-forms.ts";
import { PlanPage } from "#components/analysis/plan-page.tsx";
import { AppHeader } from "#components/layout/app-header.tsx";
import { readSession } from "../read-session.ts";

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Analysis: ${(await readSession((await params).id)).title}` };
}

/** A plan built and run by hand over a session's tables. */
export default async function Page({ params }: Props) {
  const session = await readSession((await params).id);
  const tables = session.files
    .filter((file) => file.status === "ready")
    .map(({ table, columns }) => ({ table, columns: columns.map(({ name, type }) => ({ name, type })) }));
  return (
    <>
      <AppHeader current="sessions" />
      <main id="content" className="mx-auto max-w-7xl px-4 py-8 sm:px-6">
        <p className="text-sm">
          <Link href={`/sessions/${session.id}`} className="text-accent hover:text-accent-strong">
            {session.title}
          </Link>
        </p>
        <h1 className="mb-6 text-2xl font-semibold">Build an analysis</h1>
        {tables.length === 0 ? (
          <p className="text-muted">No table is ready here yet. Add a file to the session first.</p>
        ) : (
          <PlanPage sessionId={session.id} tables={tables} operations={operationForms()} />
        )}
      </main>
    </>
  );
}
