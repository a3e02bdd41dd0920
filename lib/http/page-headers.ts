import "server-only";

/** Where a page's address travels from `proxy.ts` to the page; what a client sends under this name is overwritten. */
export const PATH_HEADER = "x-veritable-path";
