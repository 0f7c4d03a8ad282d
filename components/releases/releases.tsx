"use client";
import { useAgentAddress } from "@/lib/client/agent-address";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { ComparisonView } from "./comparison-view";
import { ReleaseHistory } from "./release-history";

/** The history of an agent, or what changed between the two versions that the address names. */
export default function Releases({ agent }: { agent: AgentDetail }) {
  const [{ from, to }, setAddress] = useAgentAddress();
  const compare = (older: string, newer: string) => void setAddress({ from: older, to: newer });
  if (!from || !to) return <ReleaseHistory agent={agent} onCompare={compare} />;
  return (
    <ComparisonView
      agent={agent}
      from={from}
      to={to}
      onCompare={compare}
      onClose={() => void setAddress({ from: null, to: null })}
    />
  );
}
