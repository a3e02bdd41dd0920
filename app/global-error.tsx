"use client";

import "./globals.css";

/** The last resort: even the frame of the page could not be built. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto grid max-w-3xl justify-items-start gap-4 px-4 py-[18vh]">
          <h1 className="text-2xl font-semibold">Veritable could not be shown</h1>
          <p className="text-muted">Something went wrong on our side; your data is as it was.</p>
          <button type="button" onClick={reset} className="min-h-10 rounded-md bg-accent px-4 text-on-accent">
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
