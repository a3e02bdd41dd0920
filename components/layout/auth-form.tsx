"use client";

import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { AuthFormState } from "#lib/auth/schema.ts";

type Action = (state: AuthFormState, form: FormData) => Promise<AuthFormState>;

/** The form of sign-in and sign-up: works without a script, keeps what was typed, says each fault at its field. */
export function AuthForm({
  kind,
  action,
  next,
  sample,
}: {
  kind: "sign-in" | "sign-up";
  action: Action;
  next: string | undefined;
  sample?: string | undefined;
}) {
  const [state, submit, isPending] = useActionState(action, null);
  const isNew = kind === "sign-up";
  const faultOf = (path: string) => {
    const found = state?.errors?.find((error) => error.path === path)?.message;
    return found && `${NAMES[path] ?? path} ${found}.`;
  };
  const faults = Object.keys(NAMES).some((path) => faultOf(path));

  return (
    <form action={submit} className="grid gap-4">
      {state?.error && !faults && <Notice tone="danger">{state.error}</Notice>}
      {next && <input type="hidden" name="next" value={next} />}
      {sample && <input type="hidden" name="sample" value={sample} />}
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete={isNew ? "email" : "username"}
        required
        defaultValue={state?.values?.email}
        error={faultOf("email")}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete={isNew ? "new-password" : "current-password"}
        required
        {...(isNew
          ? { minLength: 10, hint: "At least 10 characters. Four plain words are a good one." }
          : {})}
        error={faultOf("password")}
      />
      {isNew && (
        <Field
          label="Name, if you like"
          name="name"
          autoComplete="name"
          defaultValue={state?.values?.name}
          error={faultOf("name")}
        />
      )}
      <Button type="submit" look="primary" disabled={isPending}>
        {isPending
          ? isNew
            ? "Creating your account…"
            : "Signing in…"
          : isNew
            ? "Create account"
            : "Sign in"}
      </Button>
    </form>
  );
}

const NAMES: Record<string, string> = {
  name: "The name",
  email: "The e-mail address",
  password: "The password",
};
