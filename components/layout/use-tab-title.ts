"use client";

import { useEffect, useRef, useState } from "react";
import { tabTitle } from "./tab-title.ts";

/** Keeps the tab's title true: the session's name, whether it works, and an answer that nobody has looked at yet. */
export function useTabTitle(title: string, isWorking: boolean): void {
  const [isUnseen, setUnseen] = useState(false);
  const worked = useRef(isWorking);

  useEffect(() => {
    if (worked.current && !isWorking && !isLookedAt()) setUnseen(true);
    worked.current = isWorking;
  }, [isWorking]);

  useEffect(() => {
    const look = () => isLookedAt() && setUnseen(false);
    window.addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      window.removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);

  useEffect(() => {
    document.title = tabTitle(title, { isWorking, isUnseen });
  }, [title, isWorking, isUnseen]);
}

function isLookedAt(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}
