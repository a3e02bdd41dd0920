/** How long the page may still grow above a place that somebody was led to, in milliseconds. */
const SETTLING = 1500;
const OWN_WILL = ["wheel", "touchstart", "pointerdown", "keydown"] as const;

/**
 * Brings an element to the window's top and keeps it there while sections around it become whole; until the person
 * scrolls themselves. Returns how to let go.
 */
export function holdInView(element: Element): () => void {
  const until = performance.now() + SETTLING;
  let frame = 0;
  const letGo = () => {
    cancelAnimationFrame(frame);
    for (const type of OWN_WILL) window.removeEventListener(type, letGo);
  };
  const place = (): number => {
    element.scrollIntoView({ block: "start" });
    return element.getBoundingClientRect().top;
  };
  let top = place();
  const hold = () => {
    if (performance.now() > until || !element.isConnected) return letGo();
    if (Math.abs(element.getBoundingClientRect().top - top) > 1) top = place();
    frame = requestAnimationFrame(hold);
  };
  frame = requestAnimationFrame(hold);
  for (const type of OWN_WILL) window.addEventListener(type, letGo, { passive: true });
  return letGo;
}
