// The rehearsal: what rules would let an application see of a record now, found by the very query the application's own
// request would run. Shown to the person before they agree.
import { getFirst } from '../../assume.ts';
import type { Language } from '../../locales/language.ts';
import type { Application } from '../applications/application.ts';
import type { RecordAccess } from '../records/record.ts';
import { readThings } from '../things/read.ts';
import { makeShortForm, type ShortForm } from '../things/short-form.ts';
import type { Vault } from '../vault.ts';
import { makeGrant } from './grant.ts';
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

/**
 * @returns undefined for a rule that lets nothing be read
 */
export async function rehearse(
  vault: Vault,
  { app, access, rule }: { app: Application; access: RecordAccess; rule: Rule },
  language?: Language,
): Promise<Rehearsal | undefined> {
  if (!rule.permissions.includes('Read')) return undefined;
  const { recordId, personId } = access;
  const avenue = rule.mode === 'online' ? 'Online' : 'Offline';
  const grant = makeGrant({ recordId, personId, app, avenue, rules: [rule], access });
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
