// The rehearsal: what rules would let an application see of a record now, found by the very query the application's own
// request would run. Shown to the person before they agree.
import { getFirst } from '../../assume.ts';
import type { Language } from '../../locales/language.ts';
import type { Application } from '../applications/application.ts';
import type { RecordAccess } from '../records/record.ts';
import { readThings } from '../things/read.ts';
import { makeShortForm, type ShortForm } from '../things/short-form.ts';
import type { Vault } from '../vault.ts';
import { type Grant, makeGrant } from './grant.ts';
import type { Rule } from './rules.ts';

export interface Rehearsal {
  /** Items the rule opens for reading. */
  readonly count: number;
  /** There are more than were counted. */
  readonly isMore: boolean;
  readonly newest: readonly Glimpse[];
}

export interface Glimpse extends Pick<ShortForm, 'summary' | 'datedTo'> {
  /** Version-type-id. */
  readonly typeId: string;
  /** Local date-time. */
  readonly effectiveDate: string;
}

const countedMax = 1000;
const shownMax = 3;

export interface RehearsalAsked {
  readonly app: Application;
  readonly access: RecordAccess;
  readonly rule: Rule;
}

/** The grant that the rule would make, if it were granted alone. */
export function makeRehearsalGrant({ app, access, rule }: RehearsalAsked): Grant {
  const { recordId, personId } = access;
  const avenue = rule.mode === 'online' ? 'Online' : 'Offline';
  return makeGrant({ recordId, personId, app, avenue, rules: [rule], access });
}

/**
 * @returns undefined for a rule that lets nothing be read
 */
export async function rehearse(
  vault: Vault,
  asked: RehearsalAsked,
  language?: Language,
): Promise<Rehearsal | undefined> {
  if (!asked.rule.permissions.includes('Read')) return undefined;
  const grant = makeRehearsalGrant(asked);
  const group = { filters: [{}], currentOnly: true, max: countedMax, maxFull: shownMax };
  const { things, keys } = getFirst(await readThings(vault, grant, [group]));
  const count = things.length + keys.length;
  const newest = things.map(thing => {
    const { typeId, effectiveDate } = thing;
    const { summary, datedTo } = makeShortForm(thing, language);
    return { typeId, effectiveDate, summary, datedTo };
  });
  return { count, isMore: count >= countedMax, newest };
}
