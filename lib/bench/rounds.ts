import { type Aim, type Limits, load } from "./load";
import { cpuOf } from "./process-cost";
import { type Scenario, type SubjectName, type Subjects, subjectNames } from "./scenarios";

/** Times in ms; CPU per request, of the web process and of all of the database. */
export type Sample = { perSecond: number; p50: number; p99: number; webCpu: number; databaseCpu: number };
/** One result for each round. */
export type Results = Map<Scenario, Record<SubjectName, Sample[]>>;

type Aimed = { title: string; name: SubjectName; aim: Aim };

async function measure({ title, name, aim }: Aimed, pids: number[], limits: Limits): Promise<Sample> {
  const before = pids.map(cpuOf);
  const { requests, perSecond, p50, p99, failure } = await load(aim, limits);
  if (failure !== null) throw new Error(`${title}, ${name}: ${failure}`);
  const [webCpu = 0, databaseCpu = 0] = pids.map((pid, at) => (cpuOf(pid) - (before[at] ?? 0)) / requests);
  return { perSecond, p50, p99, webCpu, databaseCpu };
}

/**
 * Measures every scenario with every subject in turn, in rounds that begin with another subject each, after one warm-up;
 * no further round begins after `until` (as performance.now()).
 */
export async function runRounds(
  scenarios: Scenario[],
  subjects: Subjects,
  databasePid: number,
  plan: { rounds: number; until: number; onRound: (round: number) => void },
): Promise<Results> {
  const results: Results = new Map(
    scenarios.map((scenario) => [scenario, { Muster: [], "bare Next": [], raw: [], "raw JSON": [] }]),
  );
  const pass = async (first: number, kind: "limits" | "warmUp") => {
    for (const [scenario, samples] of results) {
      for (const [at] of subjectNames.entries()) {
        const name = subjectNames[(first + at) % subjectNames.length] ?? "raw";
        const aim = scenario.aims[name];
        if (!aim) continue;
        const pids = [subjects[name].pid, databasePid];
        scenario.prepare(scenario[kind]);
        const sample = await measure({ title: scenario.title, name, aim }, pids, scenario[kind]);
        if (kind === "limits") samples[name].push(sample);
      }
    }
  };
  await pass(0, "warmUp");
  for (let round = 0; round < plan.rounds && (round === 0 || performance.now() < plan.until); round++) {
    plan.onRound(round + 1);
    await pass(round, "limits");
  }
  return results;
}
