"use client";

/** The server's id of a request that failed, where the error has one. */
function requestIdOf(error: Error): string | null {
  return "requestId" in error && typeof error.requestId === "string" ? error.requestId : null;
}

/** What is shown in place of a page that failed. Every page brings it along, so it takes nothing from the components. */
export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  const requestId = requestIdOf(error);
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <title>This page could not be shown · Muster</title>
      <div role="alert" className="flex flex-col items-center px-6 py-10 text-center">
        <p className="font-medium text-base text-fg">This page could not be shown</p>
        <p className="mt-1 max-w-md text-muted text-sm [overflow-wrap:anywhere]">{error.message}</p>
        <button
          type="button"
          onClick={reset}
          className="mt-4 h-8 rounded-md border border-line-strong bg-raised px-3 font-medium text-fg text-sm shadow-low hover:bg-hover"
        >
          Try again
        </button>
        {requestId && (
          <p className="mt-3 text-muted text-xs">
            Request <code className="font-mono">{requestId}</code>
          </p>
        )}
      </div>
    </main>
  );
}
