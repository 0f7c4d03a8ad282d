"use client";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { LinkProvider } from "@/components/ui/link";
import { Toaster } from "@/components/ui/toaster";
import { TooltipProvider } from "@/components/ui/tooltip";
import { QueryProvider } from "@/lib/client/query-client";
import { setStyleNonce } from "@/lib/client/style-nonce";
import { RoutedLink } from "./routed-link";

/** Everything that pages share in the browser. */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  setStyleNonce(nonce);
  return (
    <ThemeProvider attribute="data-theme" disableTransitionOnChange nonce={nonce}>
      <NuqsAdapter>
        <LinkProvider link={RoutedLink}>
          <QueryProvider>
            <TooltipProvider delayDuration={400}>
              {children}
              <Toaster />
            </TooltipProvider>
          </QueryProvider>
        </LinkProvider>
      </NuqsAdapter>
    </ThemeProvider>
  );
}
