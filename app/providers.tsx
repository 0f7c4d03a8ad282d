"use client";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { LinkProvider } from "@/components/ui/link";
import { loadEarly } from "@/components/ui/on-demand";
import { Toaster } from "@/components/ui/toaster";
import { QueryProvider } from "@/lib/client/query-client";
import { setStyleNonce } from "@/lib/client/style-nonce";
import { useFirstSign } from "@/lib/client/use-first-sign";
import { RoutedAddress } from "./routed-address";
import { RoutedLink } from "./routed-link";

/** Everything that pages share in the browser. */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  setStyleNonce(nonce);
  useFirstSign(loadEarly);
  return (
    <ThemeProvider attribute="data-theme" disableTransitionOnChange nonce={nonce}>
      <RoutedAddress>
        <LinkProvider link={RoutedLink}>
          <QueryProvider>
            {children}
            <Toaster />
          </QueryProvider>
        </LinkProvider>
      </RoutedAddress>
    </ThemeProvider>
  );
}
