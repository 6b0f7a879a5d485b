// The pages whose address names no more than a record: a new one is among them by its row in routes.ts.
import { routes } from '../routes.ts';

/** Those that are not for anybody, by their addresses. */
export function listPages(recordId: string): string[] {
  return routes
    .filter(({ method, who, address }) => method === 'GET' && who !== 'anybody' && !notPages.has(address))
    .map(({ address }) => address.replace(':record', recordId))
    .filter(address => !address.includes(':'));
}

/** A picture, what a script asks, and what is taken along. */
const notPages = new Set([
  '/records/:record/photo/image',
  '/export/progress',
  '/activity/log.jsonl',
  '/activity/log.csv',
]);
