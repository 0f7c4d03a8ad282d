import type { Operation } from "@/lib/domain/agent-settings/access";
import type { Autonomy } from "@/lib/domain/agent-settings/queries";
import type { ReadOnlyPatterns } from "@/lib/domain/agent-settings/rules";
import { presentResources, setResources } from "@/lib/domain/fleet/rules";

/** Autonomy mode as contract 2 shows it. */
export function toAutonomy({ name, enabled, schedules, enabledSchedules, status }: Autonomy) {
  return {
    agent_name: name,
    autonomy_enabled: enabled,
    total_schedules: schedules,
    enabled_schedules: enabledSchedules,
    status,
  };
}

/** Read-only mode with its patterns. */
export function toReadOnly(name: string, enabled: boolean, { blocked, allowed }: ReadOnlyPatterns) {
  return { agent_name: name, enabled, config: { blocked_patterns: blocked, allowed_patterns: allowed } };
}

/** A timeout in seconds and, to one decimal, in minutes. */
export function toTimeout(name: string, seconds: number) {
  const minutes = Math.round(seconds / 6) / 10;
  return { agent_name: name, execution_timeout_seconds: seconds, execution_timeout_minutes: minutes };
}

/** What is set, and what the present run has; without a run, what the next one gets. */
export function toResources(operation: Operation) {
  const { cpu, memory } = setResources(operation);
  const current = presentResources(operation.status === "running" ? operation.applied : null, operation);
  return { memory, cpu, current_memory: current.memory, current_cpu: current.cpu };
}
