import type { DomainError, Fault } from "@/lib/domain/faults";

const lastOr = (names: readonly string[]) =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;

/** The sentence of a fault about a live agent, with the call that enters edit mode. */
export function withEditCall({ message, details: { agent } }: DomainError): string {
  return agent ? `${message}: POST /tenants/${agent.workspaceId}/api/v2/agents/${agent.id}/edit` : message;
}

/** What registry and releases say in the same words, each fault with the way out. */
export const waysOut = {
  unauthenticated: () => "Sign in, or send an API key.",
  method_not_allowed: ({ details }) => `Use ${lastOr(details.allow ?? [])}.`,
  agent_live: withEditCall,
  rate_limited: ({ details }) => `Try again in ${details.retryAfter ?? 60} seconds.`,
} as const satisfies Partial<Record<Fault, (error: DomainError) => string>>;
