import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { questionText, textOf } from "#components/chat/exchanges.ts";
import { chatMessages } from "#components/chat/read-messages.ts";
import { Logo } from "#components/layout/logo.tsx";
import { ForkButton } from "#components/sharing/fork-button.tsx";
import { SharedSession } from "#components/sharing/shared-session.tsx";
import { CARD } from "#lib/charts/preview-card.ts";
import { AppError } from "#lib/core/errors.ts";
import { formatPlural } from "#lib/core/format.ts";
import type { SessionView } from "#lib/sessions/schema.ts";
import { getShared, getSharedPlots, getSharedProfiles } from "#lib/sessions/sharing/get-shared.ts";
import { forkSharedAction } from "./actions.ts";

interface Props {
  params: Promise<{ token: string }>;
}

const readShared = cache(async (token: string) => {
  try {
    return await getShared({ input: { token } });
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { token } = await params;
  const session = await readShared(token);
  const { title } = session;
  const description = previewOf(session);
  const url = `/s/${encodeURIComponent(token)}/preview.png`;
  const images = [{ url, ...CARD, type: "image/png", alt: `A page of Veritable: ${title}` }];
  return {
    title,
    description,
    robots: { index: false, follow: false },
    openGraph: { title, description, type: "article", url: `/s/${token}`, siteName: "Veritable", images },
    twitter: { card: "summary_large_image", title, description, images },
  };
}

/** A session by its link: readable by anyone who has it, and changeable by nobody. */
export default async function SharedPage({ params }: Props) {
  const { token } = await params;
  const session = await readShared(token);
  const [svgs, profiles] = await Promise.all([
    getSharedPlots({ input: { token } }),
    getSharedProfiles({ input: { token } }),
  ]);
  return (
    <>
      <header className="sticky top-0 z-20 border-b border-line bg-page">
        <div className="mx-auto flex min-h-14 max-w-3xl items-center justify-between gap-4 px-4 py-2 sm:px-6">
          <Logo />
          <ForkButton action={forkSharedAction.bind(null, token)} />
        </div>
      </header>
      <main id="content" className="mx-auto max-w-3xl px-4 pt-8 pb-16 sm:px-6">
        <h1 className="text-2xl font-semibold break-words">{session.title}</h1>
        <p className="mt-1 mb-6 text-sm text-muted">{contentsOf(session)}, shared to read.</p>
        <SharedSession
          token={token}
          messages={chatMessages(session.messages)}
          svgs={Object.fromEntries(svgs)}
          data={{ files: session.files, profiles, suggestions: [] }}
        />
      </main>
    </>
  );
}

function contentsOf({ files, messages }: SessionView): string {
  const questions = messages.filter(({ role }) => role === "user").length;
  return `${formatPlural(questions, "question")} about ${files.map((file) => file.filename).join(", ") || "no data"}`;
}

/** The first question and the beginning of its answer, for link previews. */
function previewOf(session: SessionView): string {
  const messages = chatMessages(session.messages);
  const question = messages.find(({ role }) => role === "user");
  const answer = messages.find((message) => message.role === "assistant" && textOf(message) !== "");
  const words = [question && questionText(question), answer && textOf(answer).replace(/[*`#]/g, "")];
  const text = words.filter(Boolean).join(" ").replace(/\s+/g, " ");
  return text.length > 200 ? `${text.slice(0, 199)}…` : text || contentsOf(session);
}
