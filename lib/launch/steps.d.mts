/** Shows a step of the start while it runs and how long it took: "Installing packages … 12.3 s". */
export function step<T>(title: string, work: () => T | Promise<T>): Promise<T>;
/** Milliseconds as "0.4 s" or "3 min 20 s". */
export function seconds(ms: number): string;
