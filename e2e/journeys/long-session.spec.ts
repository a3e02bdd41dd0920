import { expect, test } from "@playwright/test";
import { growSession, measureLongSession } from "#e2e/support/pages/long-session.ts";
import { SignedUp } from "#e2e/support/signed-up.ts";

/** Whatever the number of answers: a page of a dozen answers with their tables has about as many. */
const MOST_NODES = 6_000;

test("a session of 200 answers opens within a second, and scrolls without a long task", async ({
  context,
  baseURL,
}) => {
  test.skip(test.info().project.name !== "analyst", "the page is the same with either planner");
  test.setTimeout(180_000);
  const person = await SignedUp.at(baseURL!);
  const path = `${baseURL}/sessions/${await growSession(person)}`;
  await context.addCookies(person.cookies);
  // The first visit warms the server up; people come back to a session like this one.
  await measureLongSession(context, path);
  const { firstScreenMs, domNodes, longestTaskMs } = await measureLongSession(context, path);
  expect.soft(firstScreenMs, "milliseconds to the first screen").toBeLessThan(1_000);
  expect.soft(domNodes, "elements").toBeLessThan(MOST_NODES);
  expect.soft(longestTaskMs, "milliseconds of the longest task while scrolling").toBeLessThan(100);
});
