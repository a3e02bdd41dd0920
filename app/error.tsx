"use client";

import Link from "next/link";
import { Button, buttonClass } from "#components/ui/button.tsx";

/** A page that could not be built. The cause is in the server's log under the digest. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main id="content" className="mx-auto grid max-w-3xl justify-items-start gap-4 px-4 py-[18vh] sm:px-6">
      <h1 className="text-2xl font-semibold">This page could not be shown</h1>
      <p className="max-w-prose text-muted">
        Something went wrong on our side; your data is as it was. Try again, and if it stays like this, tell
        whoever runs this server{error.digest ? ` and mention ${error.digest}` : ""}.
      </p>
      <div className="flex gap-2">
        <Button look="primary" onClick={reset}>
          Try again
        </Button>
        <Link href="/sessions" className={buttonClass("plain")}>
          Go to your sessions
        </Link>
      </div>
    </main>
  );
}
