// A request and its answer for each version of a method, as they went over the wire: docs/wire/, written by exchanges.test.ts.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Exchange {
  readonly request: string;
  readonly answer: string;
}

export const exchangesFolder = join(import.meta.dirname, '../../../docs/wire');

export function readExchange(method: string, version: number): Exchange | undefined {
  const file = join(exchangesFolder, `${method.toLowerCase()}.md`);
  if (!existsSync(file)) return undefined;
  const part = readFileSync(file, 'utf8')
    .split(/^## Version /m)
    .find(part => part.startsWith(`${version}\n`));
  const [request, answer] = [...(part ?? '').matchAll(/^```xml\n([\s\S]*?)\n```$/gm)].map(([, xml]) => xml);
  return request !== undefined && answer !== undefined ? { request, answer } : undefined;
}
