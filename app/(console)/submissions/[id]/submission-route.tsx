"use client";
import { useRouter } from "next/navigation";
import { SubmissionPage } from "@/components/submissions/submission-page";

/** The page with the router: an accepted new version has a page of its own. */
export function SubmissionRoute({ id, maxBytes }: { id: string; maxBytes: number }) {
  const router = useRouter();
  return <SubmissionPage id={id} maxBytes={maxBytes} onGo={(next) => router.push(`/submissions/${next}`)} />;
}
