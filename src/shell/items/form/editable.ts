// The item that a form is about, and whether its person may change it.

import type { Grant } from '../../../core/authorization/grant.ts';
import { readThing, type ThingAtHand } from '../../../core/things/edit.ts';
import { flag } from '../../../core/things/thing.ts';
import { formWords } from '../../../locales/words.ts';
import { Problem } from '../../web/problem.ts';
import type { SignedInContext, Visit } from '../../web/visit.ts';
import { type AtHand, findItem } from '../at-hand.ts';

/** An item at hand, with what it says. */
export interface Found extends AtHand {
  readonly thing: ThingAtHand;
}

/** Undefined when there is none to be seen. */
export async function findThing(c: SignedInContext, id: string | undefined): Promise<Found | undefined> {
  const found = await findItem(c, id);
  const thing = found && readThing(found.thing);
  return thing && { ...found, thing };
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
