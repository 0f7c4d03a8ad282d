import { createServer } from "node:net";
import { codeOf, LaunchProblem } from "./problem";

/** The sentence for an address that cannot be listened on; undefined for any other error. */
export function portProblem(error: unknown, port: number, host: string): string | undefined {
  const code = codeOf(error);
  if (code === "EADDRINUSE") {
    return `Port ${port} is in use by another program. Stop that program, or start Muster on another port: PORT=${port < 65_535 ? port + 1 : 3000} npm start`;
  }
  if (code === "EACCES") return `This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `This machine has no address ${host}. Correct MUSTER_HOST and start again.`;
  return undefined;
}

/** Throws LaunchProblem when the web server could not listen there. */
export async function checkPort(port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => {
      const sentence = portProblem(error, port, host);
      reject(sentence ? new LaunchProblem(sentence) : error);
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
