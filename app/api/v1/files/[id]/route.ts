import { deleteFile } from "#lib/datasets/delete-file.ts";
import { getFile } from "#lib/datasets/get-file.ts";
import { json, noContent, route } from "#lib/http/route.ts";

export const GET = route(async ({ ctx, params }) =>
  json(await getFile({ ctx, input: { file_id: params.id } })),
);

export const DELETE = route(async ({ ctx, params }) => {
  await deleteFile({ ctx, input: { file_id: params.id } });
  return noContent();
});
