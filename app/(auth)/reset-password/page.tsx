import { ResetPasswordCard } from "@/components/session/reset-password-card";

/** Where a link to reset a password leads; its token stands behind `#`. */
export default function ResetPasswordPage() {
  return <ResetPasswordCard />;
}
