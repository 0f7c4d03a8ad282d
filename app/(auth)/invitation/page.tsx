import { InvitationCard } from "@/components/session/invitation-card";

/** Where an invitation's link leads; its token stands behind `#`. */
export default function InvitationPage() {
  return <InvitationCard />;
}
