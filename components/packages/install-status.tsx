import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Progress } from "@/components/ui/progress";
import { Time } from "@/components/ui/time";
import type { PackageResource } from "@/lib/contracts/console/wire/package";

type InstallStatusProps = {
  pkg: PackageResource;
  /** A link to the agent. */
  agentLink: ReactNode;
};

/** What becomes of an approved package: waiting, installing, loaded, or why it failed in the installer's own words. */
export function InstallStatus({ pkg, agentLink }: InstallStatusProps) {
  if (pkg.status !== "approved" || !pkg.install) return null;
  const { state, error, at } = pkg.install;
  if (state === "loaded") {
    return (
      <Alert tone="success" live title={`Version ${pkg.version} is loaded`} actions={agentLink}>
        {pkg.agentName} runs it <Time value={at} />.
      </Alert>
    );
  }
  if (state === "failed") return <Failure pkg={pkg} error={error} agentLink={agentLink} />;
  return (
    <Alert
      live
      title={state === "queued" ? `Version ${pkg.version} waits to be installed` : `Installing version ${pkg.version}`}
    >
      {state === "installing" && (
        <>
          Since <Time value={at} />.{" "}
        </>
      )}
      {pkg.running && pkg.running.packageId !== pkg.id
        ? `Version ${pkg.running.version} keeps running until the new one is loaded.`
        : "The page shows by itself when it is loaded."}
      <Progress label={`Loading version ${pkg.version}`} value={null} className="mt-2 max-w-64" />
    </Alert>
  );
}

function Failure({ pkg, error, agentLink }: InstallStatusProps & { error: string | null }) {
  const other = pkg.running && pkg.running.packageId !== pkg.id ? pkg.running : null;
  return (
    <Alert tone="danger" live title={`Version ${pkg.version} could not be loaded`} actions={agentLink}>
      {other ? `Version ${other.version} keeps running.` : `${pkg.agentName} does not run.`}
      {error && (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take focus (WCAG 2.1.1)
          tabIndex={0}
          className="mt-2 max-h-64 overflow-auto whitespace-pre-wrap rounded-md bg-canvas p-2.5 font-mono text-xs"
        >
          {error}
        </pre>
      )}
    </Alert>
  );
}
