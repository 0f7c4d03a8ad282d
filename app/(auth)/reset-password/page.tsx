import type { Metadata } from "next";
import { ResetPasswordCard } from "@/components/session/reset-password-card";

export const metadata: Metadata = { title: "New password" };

/** Where a link to reset a password leads; its token stands behind `#`. */
export default function ResetPasswordPage() {
  return <ResetPasswordCard />;
}
