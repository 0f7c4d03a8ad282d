import { type LoadLog, openLoadLog } from "@/lib/runtime/load-log";

/** Logs of agents, one writer each, shared by installing and running; they stay open until `close`. */
export function createAgentLogs(directory: string) {
  const open = new Map<string, Promise<LoadLog>>();
  return {
    /** The agent's log. Its own `close` does nothing: others may be writing. */
    async open(agentId: string): Promise<LoadLog> {
      const opening = open.get(agentId) ?? openLoadLog(directory, agentId);
      open.set(agentId, opening);
      return { ...(await opening), close: async () => undefined };
    },
    async close(): Promise<void> {
      const logs = await Promise.all(open.values());
      await Promise.all(logs.map((log) => log.close()));
    },
  };
}

export type AgentLogs = ReturnType<typeof createAgentLogs>;
