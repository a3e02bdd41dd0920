import { clsx } from "clsx";

/** What is worth asking next, in one line that scrolls where it is too narrow. */
export function FollowUpList({
  questions,
  hidden,
  onAsk,
}: {
  questions: readonly string[];
  /** Keeps its place, so that nothing jumps when an answer begins or ends. */
  hidden: boolean;
  onAsk: (question: string) => void;
}) {
  return (
    <ul
      aria-label="Worth asking next"
      className={clsx("flex gap-2 overflow-x-auto pt-2 pb-0.5 [scrollbar-width:none]", hidden && "invisible")}
    >
      {questions.map((question) => (
        <li key={question} className="shrink-0">
          <button
            type="button"
            onClick={() => onAsk(question)}
            className="min-h-8 rounded-full border border-line bg-page px-3 text-sm text-muted hover:bg-hover hover:text-ink max-sm:min-h-10 pointer-coarse:min-h-10"
          >
            {question}
          </button>
        </li>
      ))}
    </ul>
  );
}
