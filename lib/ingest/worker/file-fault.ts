/** A fault of the file itself, told its owner in one sentence. Modules throw it; `load.ts` answers with it. */
export class FileFault extends Error {
  override name = "FileFault";
}
