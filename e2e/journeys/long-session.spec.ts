import { expect, test } from "@playwright/test";
import { growSession, measureLongSession } from "#e2e/support/pages/long-session.ts";
import { SignedUp } from "#e2e/support/signed-up.ts";

/** Whatever the number of answers: a page of a dozen answers with their tables has about as many. */
const MOST_NODES = 6_000;

// How long it takes is told by `npm run bench -- pages`.
test("a session of 200 answers keeps few elements, at rest and while it scrolls through all of them", {
  tag: "@analyst",
}, async ({ context, baseURL }) => {
  test.setTimeout(300_000);
  const person = await SignedUp.at(baseURL!);
  const path = `${baseURL}/sessions/${await growSession(person)}`;
  await context.addCookies(person.cookies);
  const { domNodes } = await measureLongSession(context, path);
  expect(domNodes).toBeLessThan(MOST_NODES);
});
