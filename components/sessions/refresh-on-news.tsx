"use client";

import { useRouter } from "next/navigation";
import { useSessionNews } from "./session-news.ts";

/** Reads the page again when a session was made, named or deleted in another tab. */
export function RefreshOnNews() {
  const router = useRouter();
  useSessionNews(() => router.refresh());
  return null;
}
