import { AuditPage } from "@/components/audit/audit-page";
import { requirePageCtx } from "@/lib/auth/page-session";

/** The audit trail. */
export default async function Page() {
  await requirePageCtx();
  return <AuditPage />;
}
