// Puts into an application's trace what the Shell said of a redirect that was wrong. Parameters are told by name; their
// values only where they say nothing of a person and are no secret.
import { isTracing, traceRedirect } from '../../../core/tracing/traces.ts';
import type { Problem } from '../problem.ts';
import { type Parameters, redirectParameters } from '../redirect-query.ts';
import { openRequest } from '../shell-request.ts';
import type { ShellContext, Visit } from '../visit.ts';

/** Call it with every problem that a page ends in. */
export function noteProblem(c: ShellContext, { detail }: Problem): void {
  // Absent when what failed came before it was known who is here.
  const visit = c.var.visit as Visit | undefined;
  if (!visit || detail === undefined || !isTracing(visit.vault)) return;
  const { vault } = visit;
  const url = new URL(c.req.url);
  if (url.pathname === '/redirect.aspx') {
    const parameters = redirectParameters(url.search.slice(1));
    const target = (parameters.get('target') ?? '').toUpperCase().slice(0, targetMax);
    for (const appId of appIdsIn(parameters))
      traceRedirect(vault, appId, { target, detail, request: shown(parameters) });
    return;
  }
  const request = sealedRequest(visit, url.searchParams.get('request'));
  for (const appId of request?.appIds ?? [])
    traceRedirect(vault, appId, { target: request!.target, detail, request: `target=${request!.target}` });
}

const targetMax = 30;
const appIdsMax = 10;

function appIdsIn(parameters: Parameters): string[] {
  const named = [parameters.get('appid'), parameters.get('sappid')]
    .filter(ids => ids !== undefined)
    .join(',');
  return [
    ...new Set(
      named
        .toLowerCase()
        .split(',')
        .map(id => id.trim()),
    ),
  ].slice(0, appIdsMax);
}

function sealedRequest({ vault }: Visit, sealed: string | null) {
  try {
    return openRequest(vault, sealed);
  } catch {
    return undefined;
  }
}

const shownNames =
  /^(target|appid|sappid|refappid|ismra|forceappauth|foreceappauth|extrecordid|onopt\d*|offopt\d*|trm|culture|lcid|typeid|thingid|additem|flow|daddrec|topicid|aib|mobile)$/;
const valueMax = 200;

function shown(parameters: Parameters): string {
  return [...parameters]
    .filter(([name]) => name !== 'targetqs')
    .map(([name, value]) => `${name}=${shownValue(name, value)}`)
    .join('\n');
}

function shownValue(name: string, value: string): string {
  if (shownNames.test(name)) return value.slice(0, valueMax);
  // Where it would lead says what is wrong with it; its query may hold anything.
  if (name === 'redirect' && URL.canParse(value)) {
    const { origin, pathname } = new URL(value);
    return `${origin}${pathname}`.slice(0, valueMax);
  }
  return '•••';
}
