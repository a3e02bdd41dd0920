import "server-only";
import type { AuthFormState } from "#lib/auth/schema.ts";
import { newId } from "#lib/core/ids.ts";
import { log } from "#lib/core/log.ts";
import { asAppError } from "#lib/http/problem.ts";

/** What a form shows for a thrown thing: the sentence, the faulty fields, and what was typed (never the password). */
export function formStateOf(thrown: unknown, form: FormData): AuthFormState {
  const values = { email: fieldOf(form, "email"), name: fieldOf(form, "name") };
  const error = asAppError(thrown);
  if (error) return { error: error.message, errors: error.errors, values };
  const requestId = newId();
  log.error({ err: thrown, request_id: requestId }, "a form's action failed");
  return { error: `Something went wrong on our side. Please try again. (${requestId})`, values };
}

/** A text field; undefined when it is missing or a file. */
export function fieldOf(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === "string" ? value : undefined;
}
