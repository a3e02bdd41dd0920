/** An answer that takes longer is cut off with a sentence: nothing runs for ever. */
export const RUN_LIMIT_MS = 10 * 60_000;
/** How long a question waits for files that are still loading. */
export const FILES_LIMIT_MS = 2 * 60_000;
/** How long a planner that was cut off may wind up; *stop* must be through within a second. */
export const GRACE_MS = 300;
