import { tusOptions, tusRoute } from "./tus-route.ts";

export const OPTIONS = tusOptions;
export const POST = tusRoute;
