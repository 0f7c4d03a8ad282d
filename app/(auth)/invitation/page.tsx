import type { Metadata } from "next";
import { InvitationCard } from "@/components/session/invitation-card";

export const metadata: Metadata = { title: "Invitation" };

/** Where an invitation's link leads; its token stands behind `#`. */
export default function InvitationPage() {
  return <InvitationCard />;
}
