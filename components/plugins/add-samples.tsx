"use client";
import { describeError } from "@/components/patterns/error-state";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toaster";
import { useAddSamplePlugins } from "@/lib/client/plugin-mutations";
import type { InstalledSamples } from "@/lib/client/plugin-queries";

function tell({ data }: InstalledSamples): void {
  const added = data.filter(({ outcome }) => outcome === "added").length;
  const refused = data.flatMap(({ slug, reason }) => (reason === null ? [] : [`${slug}: ${reason}`]));
  if (refused.length > 0) {
    const title = `${added} of ${data.length} plugins were added`;
    showToast({ tone: "danger", title, description: refused.join("; ") });
  } else {
    const description = "A workspace has them once its admin enables them.";
    showToast({ tone: "success", title: `${added} plugins are in the marketplace`, description });
  }
}

/** Fills an empty marketplace with the plugins that come with Muster, for instance admins. */
export function AddSamples() {
  const { mutate, isPending } = useAddSamplePlugins();
  const failed = (error: Error) =>
    showToast({ tone: "danger", title: "No plugin was added", description: describeError(error).message });
  return (
    <Button
      variant="primary"
      loading={isPending}
      onClick={() => mutate(undefined, { onSuccess: tell, onError: failed })}
    >
      Add Muster’s plugins
    </Button>
  );
}
