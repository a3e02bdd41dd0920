"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { clientAddress } from "#lib/auth/client-address.ts";
import { createAccount } from "#lib/auth/create-account.ts";
import { registration } from "#lib/auth/registration.ts";
import { type AuthFormState, credentials } from "#lib/auth/schema.ts";
import { verifyCredentials } from "#lib/auth/verify-credentials.ts";
import { endBrowserSession, startBrowserSession } from "#lib/http/browser-session.ts";
import { fieldOf, formStateOf } from "#lib/http/form-state.ts";
import { parseOrInvalid } from "#lib/http/reply.ts";
import { safePath } from "#lib/http/safe-path.ts";

const SAMPLE_NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/i;

/** Makes an account from the form and signs in; hidden fields `next` and `sample` say where to go on. */
export async function signUpAction(_: AuthFormState, form: FormData): Promise<AuthFormState> {
  try {
    const input = parseOrInvalid(registration, textsOf(form), "Please check what you typed.");
    await startBrowserSession(await createAccount({ input }));
  } catch (thrown) {
    return formStateOf(thrown, form);
  }
  const sample = fieldOf(form, "sample") ?? "";
  redirect(SAMPLE_NAME.test(sample) ? `/sessions/new?sample=${sample}` : safePath(form.get("next")));
}

/** Signs in with the form's e-mail and password; the hidden field `next` says where to go on. */
export async function signInAction(_: AuthFormState, form: FormData): Promise<AuthFormState> {
  try {
    const input = parseOrInvalid(credentials, textsOf(form), "Please check what you typed.");
    await startBrowserSession(await verifyCredentials({ input, address: clientAddress(await headers()) }));
  } catch (thrown) {
    return formStateOf(thrown, form);
  }
  redirect(safePath(form.get("next")));
}

/** Signs the browser out and goes to the front page. */
export async function signOutAction(): Promise<void> {
  await endBrowserSession();
  redirect("/");
}

function textsOf(form: FormData) {
  return { email: fieldOf(form, "email"), password: fieldOf(form, "password"), name: fieldOf(form, "name") };
}
