import type { ReactNode } from "react";
import { Logo } from "#components/layout/logo.tsx";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto grid min-h-dvh w-full max-w-sm grid-rows-[auto_1fr] px-4 sm:px-0">
      <header className="py-5">
        <Logo />
      </header>
      <main id="content" className="pt-[9vh] pb-16">
        {children}
      </main>
    </div>
  );
}
