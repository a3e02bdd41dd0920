import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import type { SearchProps } from "#app/page-props.ts";
import { AuthForm } from "#components/layout/auth-form.tsx";
import { pageContext } from "#lib/http/page-context.ts";
import { safePath } from "#lib/http/safe-path.ts";
import { signInAction } from "../actions.ts";
export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: SearchProps) {
  const { next } = await searchParams;
  const path = typeof next === "string" ? safePath(next) : undefined;
  if (await pageContext()) redirect(path ?? "/sessions");
  const query = path ? `?next=${encodeURIComponent(path)}` : "";
  return (
    <>
      <h1 className="mb-6 text-2xl font-semibold">Sign in</h1>
      <AuthForm kind="sign-in" action={signInAction} next={path} />
      <p className="mt-6 text-sm text-muted">
        No account yet?{" "}
        <Link href={`/sign-up${query}`} className="text-accent underline underline-offset-2">
          Create one
        </Link>
      </p>
    </>
  );
}
