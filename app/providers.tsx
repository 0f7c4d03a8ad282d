"use client";
import { type ReactNode, useEffect } from "react";
import { LinkProvider } from "@/components/ui/link";
import { loadEarly } from "@/components/ui/on-demand";
import { Toaster } from "@/components/ui/toaster";
import { QueryProvider } from "@/lib/client/query-client";
import { setStyleNonce } from "@/lib/client/style-nonce";
import { followTheme } from "@/lib/client/theme";
import { useFirstSign } from "@/lib/client/use-first-sign";
import { RoutedAddress } from "./routed-address";
import { RoutedLink } from "./routed-link";

/** Everything that pages share in the browser. */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  setStyleNonce(nonce);
  useFirstSign(loadEarly);
  useEffect(followTheme, []);
  return (
    <RoutedAddress>
      <LinkProvider link={RoutedLink}>
        <QueryProvider>
          {children}
          <Toaster />
        </QueryProvider>
      </LinkProvider>
    </RoutedAddress>
  );
}
