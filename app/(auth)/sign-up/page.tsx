import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import type { SearchProps } from "#app/page-props.ts";
import { AuthForm } from "#components/layout/auth-form.tsx";
import { pageContext } from "#lib/http/page-context.ts";
import { safePath } from "#lib/http/safe-path.ts";
import { listSamples } from "#lib/ingest/list-samples.ts";
import { signUpAction } from "../actions.ts";
export const metadata: Metadata = { title: "Create an account" };

/** `?sample=name` leads to a session on that sample; `?next=` back to where someone came from. */
export default async function SignUpPage({ searchParams }: SearchProps) {
  const given = await searchParams;
  const sample = listSamples().find(({ name }) => name === given.sample);
  const next = typeof given.next === "string" ? safePath(given.next) : undefined;
  const after = sample ? `/sessions/new?sample=${sample.name}` : next;
  if (await pageContext()) redirect(after ?? "/sessions");
  return (
    <>
      <h1 className="mb-2 text-2xl font-semibold">Create an account</h1>
      <p className="mb-6 text-muted">
        {sample
          ? `An e-mail address and a password, then you are in “${sample.title}”.`
          : "An e-mail address and a password, nothing else. No mail is sent."}
      </p>
      <AuthForm kind="sign-up" action={signUpAction} next={next} sample={sample?.name} />
      <p className="mt-6 text-sm text-muted">
        You already have an account?{" "}
        <Link
          href={`/sign-in${after ? `?next=${encodeURIComponent(after)}` : ""}`}
          className="text-accent underline underline-offset-2"
        >
          Sign in
        </Link>
      </p>
    </>
  );
}
