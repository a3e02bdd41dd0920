import type { Metadata } from "next";
import type { SearchProps } from "#app/page-props.ts";
import { AppHeader } from "#components/layout/app-header.tsx";
import { OpenSample } from "#components/sessions/open-sample.tsx";
import { StartSession } from "#components/sessions/start-session.tsx";
import { env } from "#lib/core/env.ts";
import { requirePageContext } from "#lib/http/page-context.ts";
import { listSamples } from "#lib/ingest/list-samples.ts";
export const metadata: Metadata = { title: "New session" };

/** Where a session begins. `?sample=name` opens that sample, by a request of its own: reading this page makes nothing. */
export default async function NewSessionPage({ searchParams }: SearchProps) {
  await requirePageContext();
  const { sample: wanted } = await searchParams;
  const samples = listSamples();
  const sample = samples.find(({ name }) => name === wanted);

  return (
    <>
      <AppHeader current="sessions" />
      <main id="content" className="mx-auto max-w-3xl px-4 py-8 sm:px-6">
        <h1 className="mb-5 text-2xl font-semibold">New session</h1>
        {sample ? (
          <OpenSample name={sample.name} title={sample.title} />
        ) : (
          <StartSession maxUploadBytes={env().maxUploadBytes} samples={samples} />
        )}
      </main>
    </>
  );
}
