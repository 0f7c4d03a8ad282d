"use client";
import { ErrorState } from "@/components/patterns/error-state";

/** What is shown in place of a page that failed. */
export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <ErrorState title="This page could not be shown" error={error} onRetry={reset} />
    </main>
  );
}
