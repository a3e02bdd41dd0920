import "server-only";
import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Moves a finished file into its place, at once or not at all, also from another file system. */
export async function moveFile(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    const beside = `${to}.partial`;
    try {
      await copyFile(from, beside);
      await rename(beside, to);
    } finally {
      await rm(beside, { force: true });
      await rm(from, { force: true });
    }
  }
}
