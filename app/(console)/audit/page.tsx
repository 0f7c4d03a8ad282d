import type { Metadata } from "next";
import { AuditPage } from "@/components/audit/audit-page";
import { requirePageCtx } from "@/lib/auth/page-session";

export const metadata: Metadata = { title: "Audit" };

/** The audit trail. */
export default async function Page() {
  await requirePageCtx();
  return <AuditPage />;
}
