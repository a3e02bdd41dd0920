import { nextAuthReply } from "#lib/http/next-auth-reply.ts";
import { publicRoute } from "#lib/http/route.ts";

const handler = publicRoute<"nextauth", string[]>(async ({ request, params }) =>
  nextAuthReply(request, params.nextauth),
);

export { handler as GET, handler as POST };
