// How much memory is in use once what can be collected was.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export function heapMb(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return Math.round(process.memoryUsage().heapUsed / 1e6);
}
