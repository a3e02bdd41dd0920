/** What is being waited for, now. */
export function StatusLine({ message }: { message: string }) {
  return (
    <p className="flex min-h-6 items-center gap-2.5 text-sm text-muted">
      <span aria-hidden className="size-1.5 animate-breathe rounded-full bg-accent" />
      {message}
    </p>
  );
}
