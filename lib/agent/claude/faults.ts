import "server-only";
import { APIConnectionError, APIError, APIUserAbortError } from "@anthropic-ai/sdk";
import { AppError } from "#lib/core/errors.ts";

/**
 * Why a request to Claude did not end well. `busy` and `lost` pass by themselves; `thinking` and `too_long` can be
 * mended by sending less; `final` is for the person.
 */
export type Fault =
  | { kind: "busy" | "lost"; retryAfterMs: number | null; cause: unknown }
  | { kind: "thinking" | "too_long"; error: AppError }
  | { kind: "final"; error: AppError };

/** What an error of the SDK means. Everything that the network throws counts as a lost connection. */
export function faultOf(error: unknown, model: string): Fault {
  // The SDK's abort is ours after too long a silence; a person's stop is looked at before faults are.
  const isLost = error instanceof APIConnectionError || error instanceof APIUserAbortError;
  if (isLost || !(error instanceof APIError)) return { kind: "lost", retryAfterMs: null, cause: error };
  if (isBusy(error)) return { kind: "busy", retryAfterMs: retryAfterMs(error.headers), cause: error };
  const say = (sentence: string): AppError => new AppError("unavailable", sentence, { cause: error });
  const words = error.apiMessage ?? "";
  if (error.status === 400 || error.status === 413 || error.type === "invalid_request_error") {
    if (/prompt is too long|context (window|limit)|too many tokens/i.test(words) || error.status === 413) {
      return {
        kind: "too_long",
        error: say("This conversation has become too long for Claude. Start a new session."),
      };
    }
    if (/thinking|signature/i.test(words)) return { kind: "thinking", error: say(REFUSED_REQUEST) };
  }
  return { kind: "final", error: say(sentenceFor(error, model)) };
}

const REFUSED_REQUEST =
  "Claude did not accept the request. Try again; if it stays like this, start a new session or tell who runs this server.";

function sentenceFor(error: APIError, model: string): string {
  if (error.status === 401 || error.type === "authentication_error") {
    return "The Claude key was refused. Whoever runs this server has to set a valid ANTHROPIC_API_KEY.";
  }
  if (error.status === 403 || error.type === "permission_error") {
    return `The Claude key was refused: it may not use the model ${model}. Whoever runs this server can set another ANTHROPIC_MODEL or key.`;
  }
  if (error.status === 402 || error.type === "billing_error" || isSpent(error)) {
    return "Claude answers no more for now: the account behind this server has used up its credit or its spending limit.";
  }
  if (error.status === 404 || error.type === "not_found_error") {
    return `Claude's service does not know the model ${model}. Whoever runs this server can set another ANTHROPIC_MODEL.`;
  }
  return REFUSED_REQUEST;
}

function isBusy(error: APIError): boolean {
  if (isSpent(error)) return false;
  const { status, type } = error;
  if (type === "overloaded_error" || type === "rate_limit_error" || type === "api_error") return true;
  if (type === "timeout_error") return true;
  return status === 408 || status === 409 || status === 429 || (status !== undefined && status >= 500);
}

/** A spending limit comes as a 429 too, but waiting does not help. */
function isSpent(error: APIError): boolean {
  return /spend_limit|billing/.test(error.errorCode ?? "");
}

/** `retry-after` in seconds or as a date; `retry-after-ms` is more exact where it is sent. */
function retryAfterMs(headers: Headers | undefined): number | null {
  const exact = Number.parseFloat(headers?.get("retry-after-ms") ?? "");
  if (Number.isFinite(exact)) return Math.max(0, exact);
  const given = headers?.get("retry-after");
  if (!given) return null;
  const seconds = Number(given);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(given) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
