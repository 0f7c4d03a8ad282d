import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { themeScript } from "@/lib/client/theme";
import "./globals.css";
import { Providers } from "./providers";

export const metadata: Metadata = {
  description: "The admin console for your company's AI agents",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#101013" },
  ],
};

/** Reading the nonce makes every page dynamic, which a nonce policy needs. The theme script changes <html> before hydration. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <body className="font-sans">
        <script nonce={nonce} suppressHydrationWarning>
          {themeScript}
        </script>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
