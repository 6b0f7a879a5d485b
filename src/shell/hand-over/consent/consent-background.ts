// What a person should know before they answer: what the application has already, and what each rule would let it see of
// the records chosen. Read when the page is shown; the grant itself does not depend on it.
import { type AccessibleRecord, type Ask, staysBeside } from '../../../core/authorization/consent-choice.ts';
import { compareReach } from '../../../core/authorization/reach.ts';
import { rehearse } from '../../../core/authorization/rehearsal.ts';
import { type Rule, withoutScopes } from '../../../core/authorization/rules.ts';
import { rehearseScope } from '../../../core/fhir/rehearsal.ts';
import type { SmartAsk } from '../../../core/smart/ask.ts';
import type { SignedInVisit, Visit } from '../../web/visit.ts';
import type { Resolved } from '../resolve.ts';
import type { Preview } from './ask.tsx';

/** All that a decision is made on. */
export interface Choice {
  readonly resolved: Resolved;
  readonly asks: readonly Ask[];
  readonly records: readonly AccessibleRecord[];
  /** Chosen before the person does. */
  readonly preset: readonly string[];
  /** A digest of what is asked: the answer is to this, not to what it may have become. */
  readonly shown: string;
  /** What is asked by SMART; undefined for what is asked by an application's rules. */
  readonly smart: SmartAsk | undefined;
  /** The application whose logo is shown, if it is one alone and has one. */
  readonly logoOf: string | undefined;
}

export interface Background {
  /** By the place of the ask: required rules that the application has on every record chosen. */
  readonly has: readonly (readonly Rule[])[];
  /** Rules that it was granted on one of them at another door, whatever is answered here. */
  readonly stays: readonly (readonly Rule[])[];
  readonly previews: ReadonlyMap<Rule, readonly Preview[]>;
}

/** Each is a query of its own; a page answers so many and leaves the others out. */
const rehearsalsMax = 40;

export async function readBackground(
  { vault, person, language }: SignedInVisit,
  { asks, records }: Choice,
  recordIds: readonly string[],
): Promise<Background> {
  const chosen = records.filter(({ record }) => recordIds.includes(record.id));
  const previews = new Map<Rule, Preview[]>();
  let left = rehearsalsMax;
  for (const { app, required, optional } of asks) {
    for (const rule of [...required, ...optional.map(o => o.rule)]) {
      const found: Preview[] = [];
      for (const { record, access } of chosen) {
        if (left-- <= 0) break;
        const hasConditions = rule.scope?.includes('?') === true;
        const tell = hasConditions ? rehearseScope : rehearse;
        const rehearsal = await tell(vault, { app, access, rule }, language);
        if (rehearsal) found.push({ recordName: record.name, rehearsal });
      }
      previews.set(rule, found);
    }
  }
  const ids = chosen.map(({ record }) => record.id);
  const granted = await Promise.all(asks.map(ask => readGranted(vault, ask, person.id, ids)));
  return {
    has: asks.map((ask, place) => hasAlready(ask, granted[place] ?? [])),
    stays: asks.map((ask, place) => listStaying(ask, granted[place] ?? [])),
    previews,
  };
}

type Granted = readonly (readonly Rule[])[];

function readGranted(
  { store }: Visit['vault'],
  { app }: Ask,
  personId: string,
  recordIds: readonly string[],
): Promise<Granted> {
  return Promise.resolve(
    store.read(async db => {
      const found: (readonly Rule[])[] = [];
      for (const id of recordIds)
        found.push((await db.authorizations.find(app.id, personId, id))?.rules ?? []);
      return found;
    }),
  );
}

function hasAlready({ required }: Ask, granted: Granted): Rule[] {
  if (granted.length === 0) return [];
  return required.filter(rule =>
    granted.every(rules => compareReach([rule], withoutScopes(rules)).every(({ isGiven }) => isGiven)),
  );
}

/** Of several records each once. */
function listStaying(ask: Ask, granted: Granted): Rule[] {
  const all = granted.flat().filter(staysBeside(ask));
  return [...new Map(all.map(rule => [JSON.stringify(rule), rule])).values()];
}
