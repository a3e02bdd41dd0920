import { tusOptions, tusOverride, tusRoute } from "#app/api/v1/uploads/tus/tus-route.ts";

export const OPTIONS = tusOptions;
export const HEAD = tusRoute;
export const POST = tusOverride;
export const PATCH = tusRoute;
export const DELETE = tusRoute;
