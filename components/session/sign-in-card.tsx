"use client";
import { AuthLayout } from "@/components/shell/auth-layout";
import { Alert } from "@/components/ui/alert";
import { Code } from "@/components/ui/code";
import { TextLink } from "@/components/ui/link";
import { signInFailure } from "@/lib/client/sign-in";
import type { SignInOptions } from "@/lib/contracts/console/wire/sign-in";
import { ProviderButtons } from "./provider-buttons";
import { SignInForm } from "./sign-in-form";

export type SignInCardProps = {
  options: SignInOptions;
  /** Own path to go to afterwards. */
  back: string;
  /** next-auth's `error`, after a company login that failed. */
  error: string | null;
  /** Why one is here: the session ended, or one has just signed out. */
  reason: "ended" | "signed-out" | null;
};

const reasons = {
  ended: { title: "You were signed out", text: "Your session ended. Sign in to go on where you were." },
  "signed-out": { title: "You are signed out", text: "The session ended on this device; others are not affected." },
} as const;

/** The whole sign-in page. After signing in the page is loaded anew, so that nothing of the visitor before is left. */
export function SignInCard({ options, back, error, reason }: SignInCardProps) {
  if (options.setupNeeded) return <NotSetUp name={options.name} />;
  const why = reason && !error ? reasons[reason] : null;
  return (
    <AuthLayout title={`Sign in to ${options.name}`}>
      {why && (
        <Alert tone="info" className="mb-5" title={why.title}>
          {why.text}
        </Alert>
      )}
      {error && <Alert tone="danger" className="mb-5" live title={signInFailure(error).message} />}
      {options.password && <SignInForm onSignedIn={() => location.assign(back)} />}
      <ProviderButtons providers={options.oidc} back={back} onLeave={(address) => location.assign(address)} />
      <p className="mt-5 text-muted text-xs">
        No account, or the password is lost? Ask an admin of your workspace: they can invite you or give you a new link.
      </p>
    </AuthLayout>
  );
}

function NotSetUp({ name }: { name: string }) {
  return (
    <AuthLayout title={`${name} is not set up yet`} description="Nobody can sign in before the first admin exists.">
      <ol className="flex list-decimal flex-col gap-2 pl-5 text-fg text-sm">
        <li>
          Look at the terminal where Muster was started. It printed a one-time link that ends with{" "}
          <Code>/setup#st_…</Code>
        </li>
        <li>Open that link in this browser within 30 minutes and create the first admin.</li>
        <li>
          Is the link older? Stop Muster and run <Code>npm start</Code> again: it prints a new one.
        </li>
      </ol>
      <p className="mt-4 text-muted text-sm">
        Do you have the link at hand? <TextLink href="/setup">Enter it here.</TextLink>
      </p>
    </AuthLayout>
  );
}
