import type { AttackClass } from "../attack.ts";
import { CATALOG } from "./catalog.ts";
import { DISGUISES } from "./disguises.ts";
import { EXTENSIONS } from "./extensions.ts";
import { HIDING_PLACES } from "./hiding-places.ts";
import { INDIRECTION } from "./indirection.ts";
import { MEMORY_BOMBS } from "./memory-bombs.ts";
import { NETWORK } from "./network.ts";
import { OTHER_SESSIONS } from "./other-sessions.ts";
import { PROCESS_KILLERS, RECURSION } from "./process-killers.ts";
import { READ_FILES } from "./read-files.ts";
import { SECRETS } from "./secrets.ts";
import { SETTINGS } from "./settings.ts";
import { STATEMENTS } from "./statements.ts";
import { LONG_STATEMENTS, TIME_BOMBS } from "./time-bombs.ts";
import { WRITE_FILES } from "./write-files.ts";

/** Ended by the guard, in milliseconds. */
export const REFUSED_CLASSES: readonly AttackClass[] = [
  READ_FILES,
  WRITE_FILES,
  NETWORK,
  EXTENSIONS,
  SETTINGS,
  SECRETS,
  CATALOG,
  OTHER_SESSIONS,
  STATEMENTS,
  DISGUISES,
  HIDING_PLACES,
  INDIRECTION,
];

/** Allowed by the guard, and ended by the limits. */
export const BOMB_CLASSES: readonly AttackClass[] = [
  MEMORY_BOMBS,
  TIME_BOMBS,
  LONG_STATEMENTS,
  PROCESS_KILLERS,
  RECURSION,
];
