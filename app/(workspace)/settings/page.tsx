import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { signOutAction } from "#app/(auth)/actions.ts";
import { AppHeader } from "#components/layout/app-header.tsx";
import { readTheme, THEME_COOKIE } from "#components/layout/theme.ts";
import { ThemeChoice } from "#components/layout/theme-choice.tsx";
import { ApiTokens } from "#components/settings/api-tokens.tsx";
import { DataExpiry } from "#components/settings/data-expiry.tsx";
import { DisplayName } from "#components/settings/display-name.tsx";
import { Button } from "#components/ui/button.tsx";
import { getMe } from "#lib/auth/get-me.ts";
import { listTokens } from "#lib/auth/list-tokens.ts";
import { requirePageContext } from "#lib/http/page-context.ts";
import { getWorkspaceSettings } from "#lib/workspaces/get-workspace-settings.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const ctx = await requirePageContext();
  const [{ user, workspace }, settings, tokens, jar] = await Promise.all([
    getMe({ ctx }),
    getWorkspaceSettings({ ctx }),
    listTokens({ ctx, input: { page: { limit: 200 } } }),
    cookies(),
  ]);

  return (
    <>
      <AppHeader current="settings" />
      <main id="content" className="mx-auto max-w-3xl px-4 py-8 sm:px-6">
        <h1 className="mb-2 text-2xl font-semibold">Settings</h1>
        <Section title="Profile">
          <DisplayName name={user.name} />
          <dl className="mt-5 grid grid-cols-[auto_1fr] gap-x-8 gap-y-1.5">
            <Fact name="E-mail" value={user.email} />
            <Fact name="Workspace" value={workspace.name} />
          </dl>
          <form action={signOutAction} className="mt-4">
            <Button type="submit">Sign out</Button>
          </form>
        </Section>
        <Section title="Appearance">
          <ThemeChoice initial={readTheme(jar.get(THEME_COOKIE)?.value)} />
        </Section>
        <Section title="Data" note="What is removed is gone: keep a copy of what you need.">
          <DataExpiry
            days={settings.data_expires_after_days}
            canChange={settings.role === "owner" || settings.role === "admin"}
          />
        </Section>
        <Section
          title="API tokens"
          note="Programs use a token in place of your password: Authorization: Bearer, followed by the token. It can do what you can do."
        >
          <ApiTokens tokens={tokens.data} />
        </Section>
      </main>
    </>
  );
}

function Section({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  const id = title.toLowerCase().replaceAll(" ", "-");
  return (
    <section
      aria-labelledby={id}
      className="grid grid-cols-1 gap-4 border-t border-line py-7 first-of-type:border-t-0"
    >
      <div>
        <h2 id={id} className="text-lg font-semibold">
          {title}
        </h2>
        {note && <p className="mt-1 max-w-prose text-sm text-muted">{note}</p>}
      </div>
      <div>{children}</div>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{value}</dd>
    </>
  );
}
