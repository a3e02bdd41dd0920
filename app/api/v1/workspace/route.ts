import { json, readJson, route } from "#lib/http/route.ts";
import { changeWorkspace } from "#lib/workspaces/change-workspace.ts";
import { getWorkspaceSettings } from "#lib/workspaces/get-workspace-settings.ts";
import { workspaceChange } from "#lib/workspaces/schema.ts";

export const GET = route<never>(async ({ ctx }) => json(await getWorkspaceSettings({ ctx })));

export const PATCH = route<never>(async ({ ctx, request }) =>
  json(await changeWorkspace({ ctx, input: await readJson(request, workspaceChange) })),
);
