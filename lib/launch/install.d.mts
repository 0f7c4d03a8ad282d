/** What is wrong with this Node.js version (as in process.versions.node), or undefined. */
export function nodeProblem(version: string): string | undefined;
/** Whether node_modules of the repository at `root` holds what its lock file asks for. */
export function isInstalled(root: string): boolean;
/** Why an installation failed and what to do, from what npm said. */
export function installProblem(said: string): string;
/** The repository's folder. */
export const ROOT: string;
/** The packages (by path) that the lock file at `root` asks for and node_modules lacks. */
export function missingPackages(root: string): string[];
/** Notes that the lock file at `root`, as it is now, has been installed on this platform. */
export function noteInstalled(root: string): void;
