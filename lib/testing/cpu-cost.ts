/** ms of CPU that an act takes, the best of three: the machine may be busy with other things, what is slow is slow each time. */
export function cpuCost(act: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...times);
}
