/** Major, minor, patch; each 0–999,999. */
export type PackageVersion = readonly [number, number, number];

const VERSION = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/;

/** Reads `a.b.c`; null for everything else. */
export function parseVersion(text: string): PackageVersion | null {
  const match = VERSION.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : null;
}

/** Negative when `a` is lower than `b`, 0 when they are the same version, positive when higher. */
export function compareVersions(a: PackageVersion, b: PackageVersion): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
