const cpus = ["1", "2", "4", "8", "16"] as const;
const memories = ["1g", "2g", "4g", "8g", "16g", "32g", "64g"] as const;

/** "4g" as people read it. */
export const memoryWords = (memory: string) => memory.replace(/^(\d+)g$/, "$1 GiB");

export const cpuOptions = cpus.map((value) => ({ value, label: value === "1" ? "1 core" : `${value} cores` }));
export const memoryOptions = memories.map((value) => ({ value, label: memoryWords(value) }));

type Limits = { cpu: string | null; memory: string | null; current_cpu: string; current_memory: string };

/** Which limits the present run does not have yet; null when it has all that are set. A default that is not set is not compared. */
export function lateLimits({ cpu, memory, current_cpu, current_memory }: Limits): ("cpu" | "memory")[] | null {
  const late: ("cpu" | "memory")[] = [];
  if (cpu !== null && cpu !== current_cpu) late.push("cpu");
  if (memory !== null && memory !== current_memory) late.push("memory");
  return late.length > 0 ? late : null;
}
