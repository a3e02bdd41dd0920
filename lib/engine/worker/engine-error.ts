import type { ChildError } from "#lib/engine/messages.ts";

/** A failure that the child can name; the server turns it into the product's `AppError`. */
export class EngineError extends Error {
  readonly code: ChildError["code"];
  /** 0-based, in UTF-16 units of the person's SQL. */
  readonly position: number | undefined;

  constructor(code: ChildError["code"], message: string, position?: number) {
    super(message);
    this.name = "EngineError";
    this.code = code;
    this.position = position;
  }
}
