"use client";
import "./globals.css";

/** The last resort, when even the layout failed; uses nothing that could fail again. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col items-center justify-center gap-3 font-sans">
        <title>Muster could not be shown</title>
        <h1 className="font-semibold text-lg">Muster could not be shown</h1>
        <button type="button" onClick={reset} className="rounded-md border border-line-strong px-3 py-1.5">
          Try again
        </button>
      </body>
    </html>
  );
}
