import "server-only";
import { z } from "zod";
import { email } from "./email.ts";
import { passwordFault } from "./password-rules.ts";
import { shownName } from "./schema.ts";

const NAME_LENGTH = 100;

/** What somebody gives to sign up; every faulty field is named at once. Without a name the address lends one. */
export const registration = z
  .object({
    email,
    password: z.string().max(1000, "must have at most 200 characters"),
    name: z
      .string()
      .transform((name) => name.trim() || undefined)
      .pipe(shownName(NAME_LENGTH).optional())
      .optional(),
  })
  .superRefine((given, context) => {
    const fault = passwordFault(given.password, given);
    if (fault) context.addIssue({ code: "custom", path: ["password"], message: fault });
  })
  .transform((given) => ({ ...given, name: given.name ?? localPart(given.email) }));
export type Registration = z.output<typeof registration>;

function localPart(address: string): string {
  return address.slice(0, address.indexOf("@")).slice(0, NAME_LENGTH);
}
