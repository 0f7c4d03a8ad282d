import type { ContractName } from "@/lib/domain/context";
import type { DomainError } from "@/lib/domain/faults";

export type Phrase = { status: number; body: unknown; headers?: Record<string, string> };

/** What one document promises about every one of its endpoints. */
export type Contract = {
  name: ContractName;
  title: string;
  description: string;
  /** Says a fault in this document's own words. */
  phrase: (error: DomainError, requestId: string) => Phrase;
  /** Contracts 1 and 2 pass over unknown keys, because their clients send them; the others refuse. */
  unknownKeys: "ignore" | "refuse";
  /** Query parameter that names the workspace, where the header cannot be sent. */
  workspaceParameter?: string;
  /** Path parameter that names the workspace, as its members and those with a share in it may. */
  tenantParameter?: string;
  /**
   * `X-Workspace-ID` is one workspace id and nothing else; at and below these paths it has to be there. Whoever has a share
   * in the agent that this parameter names may name its workspace.
   */
  workspaceHeader?: { requiredAt: readonly string[]; agentParameter: string };
  /** A counter of this document alone: requests a minute of one address, of one browser session, of one agent. Address 0: none. */
  ownLimit?: () => { address: number; session: number; agent: number };
  /** Every POST accepts an `Idempotency-Key`. */
  repeats?: true;
  /** JSON bodies up to this many bytes. */
  bodyLimit: number;
  /** Schema of the error body, for the OpenAPI document. */
  errorSchema: Record<string, unknown>;
};
