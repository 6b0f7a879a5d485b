// How long work took this process, whatever else the machine does meanwhile.

/** @returns what tells the milliseconds of work since then */
export function startCpuClock(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
}
