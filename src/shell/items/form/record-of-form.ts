// Which record a form is about, and what its person may do there.

import type { Grant } from '../../../core/authorization/grant.ts';
import type { Reader } from '../../../core/store.ts';
import { findThingAtHand, type ThingAtHand } from '../../../core/things/edit.ts';
import { flag } from '../../../core/things/thing.ts';
import { formWords } from '../../../locales/words.ts';
import { demandRecord, makeOwnGrant } from '../../kit/record-reader.ts';
import { Problem } from '../../web/problem.ts';
import { chooseRecord, type SignedInContext, type SignedInVisit, type Visit } from '../../web/visit.ts';
import type { AtHand } from '../at-hand.ts';

/** The record that is named, or the one at hand. @throws Problem */
export async function findRecord(c: SignedInContext, named: string | null | undefined): Promise<AtHand> {
  const { visit } = c.var;
  const of = demandRecord(visit, named || visit.record?.record.id);
  if (of !== visit.record) chooseRecord(c, of);
  return { of, grant: await visit.vault.store.read(db => makeOwnGrant(db, visit, of)) };
}

export interface Found extends AtHand {
  readonly thing: ThingAtHand;
}

/** The item in whatever record of the person it lies; undefined when there is none to be seen. */
export async function findThing(c: SignedInContext, id: string | undefined): Promise<Found | undefined> {
  const { visit } = c.var;
  if (id === undefined || !/^[0-9a-f-]{36}$/i.test(id)) return undefined;
  const found = await visit.vault.store.read(db => search(db, visit, id.toLowerCase()));
  if (found && found.of !== visit.record) chooseRecord(c, found.of);
  return found;
}

async function search(db: Reader, visit: SignedInVisit, id: string): Promise<Found | undefined> {
  const { record, records } = visit;
  const others = records.filter(other => other !== record);
  for (const of of record ? [record, ...others] : others) {
    const grant = await makeOwnGrant(db, visit, of);
    const thing = await findThingAtHand(db.things(grant), id);
    if (thing) return { of, grant, thing };
  }
  return undefined;
}

/** @throws Problem that says why it cannot be changed */
export function demandEditable(visit: Visit, grant: Grant, thing: ThingAtHand): void {
  const w = formWords(visit.language);
  if (thing.stored.state === 'Deleted') throw new Problem(403, w.notAllowedTitle, w.deleted);
  demandMayEdit(visit, grant, thing);
}

/** Does the person's access reach so far? */
export function mayEdit({ grant, thing: { stored } }: Pick<Found, 'grant' | 'thing'>): boolean {
  return grant.permits('Update', stored.typeId, stored.effectiveDate);
}

/** The same, whether it is still there or not. */
export function demandMayEdit({ language }: Visit, grant: Grant, thing: ThingAtHand): void {
  const { stored, type } = thing;
  const w = formWords(language);
  const refuse = (text: string) => new Problem(403, w.notAllowedTitle, text);
  if (!mayEdit({ grant, thing })) throw refuse(w.mayNotEdit);
  if (type.immutable) throw refuse(w.immutable);
  if ((stored.flags & flag.readOnly) !== 0) throw refuse(w.readOnly);
}
