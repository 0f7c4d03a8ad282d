import { LaunchProblem, messageOf } from "./problem";
import { eventually } from "./process-facts";

/** Waits until GET `url` answers 200; throws LaunchProblem with the last answer when `ms` milliseconds went by. */
export async function untilReady(url: string, ms: number): Promise<void> {
  let last = "no answer";
  const answers = async () => {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
      last = `${response.status} ${(await response.text()).slice(0, 500)}`;
      return response.status === 200;
    } catch (error) {
      last = messageOf(error);
      return false;
    }
  };
  if (await eventually(answers, ms)) return;
  throw new LaunchProblem(`The web server runs but is not ready after ${ms / 1000} s: ${url} says ${last}.`);
}

/** The address under which a server that listens on `host` can be asked from this machine. */
export function localUrl(host: string, port: number): string {
  const asked = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${asked.includes(":") ? `[${asked}]` : asked}:${port}`;
}
