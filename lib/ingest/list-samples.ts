import "server-only";
import { z } from "zod";
import { samples } from "./samples/catalogue.ts";

export const sampleView = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  row_count: z.number().int(),
});
export type SampleView = z.infer<typeof sampleView>;

/** The data sets that come with the product. */
export function listSamples(): SampleView[] {
  return samples.map((sample) => sampleView.parse(sample));
}
