import { z } from "zod";

/** Tokens of one run, over all its requests. The analyst's are 0 and null. */
export const usage = z.object({
  input_tokens: z.number().int(),
  output_tokens: z.number().int(),
  cache_read_tokens: z.number().int(),
  cache_write_tokens: z.number().int(),
  model: z.string().nullable(),
});
export type Usage = z.infer<typeof usage>;

export const NO_USAGE: Usage = {
  input_tokens: 0,
  output_tokens: 0,
  cache_read_tokens: 0,
  cache_write_tokens: 0,
  model: null,
};
