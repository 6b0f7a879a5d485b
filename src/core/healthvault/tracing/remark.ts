// What the trace of a call says beyond the answer, for the developers of the application alone: why it may not call, and
// what an answer left out for want of rights. Asked by the XML API for calls that are traced.
import { assume, getFirst } from '../../../assume.ts';
import type { ThingType } from '../../../things/index.ts';
import { type Application, explainRefusedCall } from '../../applications/application.ts';
import type { Grant } from '../../authorization/grant.ts';
import { coversSomeDate, isOfScope } from '../../authorization/rules.ts';
import { intersectSets } from '../../things/filter.ts';
import { findFamilies } from '../../things/scope.ts';
import type { Vault } from '../../vault.ts';
import type { Mistake } from './mistake.ts';

export interface Remark {
  readonly mistake: Mistake;
  readonly detail: string;
}

export function remarkOnCall(app: Application, { mode }: Vault, address: string): Remark | undefined {
  const mistake = explainRefusedCall(app, mode, address);
  if (mistake === 'disabled') return { mistake, detail: 'The app is disabled.' };
  if (mistake === 'approval') return { mistake, detail: 'The app waits for approval.' };
  if (mistake === undefined) return undefined;
  return { mistake, detail: `Calls come from ${app.ipPrefixes.join(', ')}; this one came from ${address}.` };
}

/**
 * What of the kinds of things that were asked for an application may not read.
 * @param asked for each group the lists of type ids that must hold together; none for every kind
 */
export function remarkOnLeftOut(
  grant: Grant,
  asked: readonly (readonly (readonly string[])[])[],
): Remark | undefined {
  const told = asked.flatMap(lists => {
    const types = lists
      .map(findFamilies)
      .reduce<ReadonlySet<ThingType> | undefined>(intersectSets, undefined);
    if (grant.readable(types).whole) return [];
    if (types) return [...types].flatMap(type => ofType(grant, type, lists.flat()) ?? []);
    const mistake = rightsMistake(grant);
    return [{ mistake, detail: 'It asked for every kind of item, and was given those it has Read on.' }];
  });
  if (told.length === 0) return undefined;
  const { mistake } = told.find(({ mistake }) => mistake !== 'not-granted') ?? getFirst(told);
  return { mistake, detail: [...new Set(told.map(({ detail }) => detail))].join(' ') };
}

function ofType(grant: Grant, type: ThingType, asked: readonly string[]): Remark | undefined {
  const { typeIds, whole } = grant.readable(new Set([type]));
  if (whole) return undefined;
  const { id } = assume(
    type.versions.find(version => asked.includes(version.id)),
    'a version that was asked for',
  );
  const mistake = rightsMistake(grant);
  const right = `Read on ${type.name} (${id})`;
  if (typeIds?.length !== 0) return { mistake, detail: `This app has ${right} for some dates only.` };
  const mode = modeOf(grant);
  const isInRules = grant.app?.rules.some(
    rule => rule.mode === mode && !isOfScope(rule) && coversSomeDate(rule, 'Read', id),
  );
  return isInRules
    ? { mistake: 'not-granted', detail: `The person has not given this app ${right}.` }
    : { mistake, detail: `No ${mode} rule gives this app ${right}.` };
}

function rightsMistake(grant: Grant): Mistake {
  return `${modeOf(grant)}-rights`;
}

function modeOf({ avenue }: Grant): 'online' | 'offline' {
  return avenue === 'Online' ? 'online' : 'offline';
}
