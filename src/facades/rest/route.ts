// Which operation a request asks for, by its method and path alone.
import { isGuid } from '../../formats/rest/model.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations/index.ts';
import { RestProblem } from './problem.ts';

export interface Route {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

const templates = operations.map(operation => ({ operation, parts: split(operation.path) }));

function split(path: string): string[] {
  return path.split('/').filter(part => part !== '');
}

/** @throws RestProblem 404, 405 */
export function findRoute(method: string, path: string): Route {
  const parts = split(path).map(decode);
  const fitting = templates
    .map(template => ({ ...template, ids: match(template, parts) }))
    .filter(({ ids }) => ids !== undefined);
  // What is named stands before what is any.
  const named = fitting.filter(({ ids }) => Object.keys(ids ?? {}).length === fewest(fitting));
  const asked = method === 'HEAD' ? 'GET' : method;
  const found = named.find(({ operation }) => operation.method === asked);
  if (found?.ids) return { operation: found.operation, path: found.ids };
  if (named.length > 0) throw new MethodProblem(named.map(({ operation }) => operation.method).join(', '));
  throw new RestProblem(
    404,
    'There is no such address. The description at /rest/2.0-preview.swagger.json lists them.',
  );
}

export class MethodProblem extends RestProblem {
  readonly allow: string;
  constructor(allow: string) {
    super(405, `This address takes ${allow}.`);
    this.allow = allow;
  }
}

function fewest(all: readonly { ids: Record<string, string> | undefined }[]): number {
  return Math.min(...all.map(({ ids }) => Object.keys(ids ?? {}).length));
}

function match(
  { operation, parts: own }: (typeof templates)[number],
  parts: readonly string[],
): Record<string, string> | undefined {
  if (own.length !== parts.length) return undefined;
  const ids: Record<string, string> = {};
  for (const [place, name] of own.entries()) {
    const part = parts[place] ?? '';
    const [, id] = /^\{(\w+)\}$/.exec(name) ?? [];
    if (id === undefined) {
      if (name.toLowerCase() !== part.toLowerCase()) return undefined;
    } else {
      const isText = operation.ids?.[id]?.isText === true;
      if (!isText && !isGuid(part)) return undefined;
      ids[id] = part.toLowerCase();
    }
  }
  return ids;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
