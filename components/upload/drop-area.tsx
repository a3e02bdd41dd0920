"use client";

import { useEffect, useRef, useState } from "react";

/** Takes files dropped anywhere in the window, and shows where they would go while they hover. */
export function DropArea({ hint, onFiles }: { hint: string; onFiles: (files: File[]) => void }) {
  const [hovering, setHovering] = useState(false);
  const depth = useRef(0);
  const take = useRef(onFiles);
  useEffect(() => {
    take.current = onFiles;
  });

  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    function enter(event: DragEvent) {
      if (!carriesFiles(event)) return;
      depth.current++;
      setHovering(true);
    }
    function leave(event: DragEvent) {
      if (!carriesFiles(event)) return;
      depth.current = Math.max(0, depth.current - 1);
      if (depth.current === 0) setHovering(false);
    }
    function over(event: DragEvent) {
      if (carriesFiles(event)) event.preventDefault();
    }
    function drop(event: DragEvent) {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth.current = 0;
      setHovering(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) take.current(files);
    }
    const stop = new AbortController();
    window.addEventListener("dragenter", enter, stop);
    window.addEventListener("dragleave", leave, stop);
    window.addEventListener("dragover", over, stop);
    window.addEventListener("drop", drop, stop);
    return () => stop.abort();
  }, []);

  if (!hovering) return null;
  return (
    <div className="pointer-events-none fixed inset-3 z-50 grid place-items-center rounded-lg border-2 border-dashed border-accent bg-page/85">
      <p className="text-lg font-medium">{hint}</p>
    </div>
  );
}
