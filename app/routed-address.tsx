"use client";
import { usePathname, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { AddressProvider } from "@/lib/client/use-address";

/** Gives pages the search of the address as the router knows it. */
export function RoutedAddress({ children }: { children: ReactNode }) {
  return (
    <AddressProvider page={usePathname()} search={useSearchParams()}>
      {children}
    </AddressProvider>
  );
}
