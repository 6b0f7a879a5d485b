// How busy the machine is with other things, by work that is always the same.
import { readXml } from '../../schema/xml-reader.ts';

const document = `<a>${'<b c="d">e</b>'.repeat(20_000)}</a>`;
let bestMs = Number.POSITIVE_INFINITY;

/** How many times slower it is now than it was at its best; from 1 up. */
export function machineSlowness(): number {
  const times = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    readXml(document);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  bestMs = Math.min(bestMs, ...times);
  return times.reduce((sum, time) => sum + time, 0) / times.length / bestMs;
}
