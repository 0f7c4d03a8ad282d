import { EmptyState } from "@/components/patterns/empty-state";
import { PageTitle } from "@/components/patterns/page-title";
import { TextLink } from "@/components/ui/link";

/** Also what people get for things that they may not see. */
export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <PageTitle parts={["Nothing here"]} />
      <EmptyState
        icon={<span className="font-semibold text-xs">404</span>}
        title="Nothing here"
        actions={<TextLink href="/">Go to the overview</TextLink>}
      >
        This page does not exist, was removed, or is not shared with you.
      </EmptyState>
    </main>
  );
}
