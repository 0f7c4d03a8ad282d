import { EmptyState } from "@/components/patterns/empty-state";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

/** Also what people get for things that they may not see. */
export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        icon={<span className="font-semibold text-xs">404</span>}
        title="Nothing here"
        actions={
          <Button asChild>
            <Link href="/">Go to the overview</Link>
          </Button>
        }
      >
        This page does not exist, was removed, or is not shared with you.
      </EmptyState>
    </main>
  );
}
