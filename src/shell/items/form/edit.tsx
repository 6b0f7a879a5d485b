// Changing an item, by the form of the version of its type that it is kept in. The form carries the version stamp it was
// drawn from; where somebody else saved first, merge.ts and conflict.tsx go on, and gone.ts where there is nothing left, or
// nothing more that the person may do.

import { Fault } from '../../../core/faults.ts';
import {
  changeThing,
  type EditedThing,
  findThingAtStamp,
  type ThingAtHand,
} from '../../../core/things/edit.ts';
import { nameType } from '../../../locales/type-names.ts';
import { formWords, itemWords } from '../../../locales/words.ts';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, Visit } from '../../web/visit.ts';
import type { AtHand } from '../at-hand.ts';
import { editHref, getAddressAfterSaving } from '../links.ts';
import { explainRefusal } from '../refusal.ts';
import { makeEditUndo } from '../revert.ts';
import { showConflict, showDeleted } from './conflict.tsx';
import { areSettled } from './doubts.ts';
import { demandEditable, demandMayEdit, type Found, findThing, mayEdit } from './editable.ts';
import { type FormTexts, readTexts, rootName } from './form-texts.ts';
import { showGone, showRefused } from './gone.ts';
import { isSaidAsBefore, listRows, mergeSides, type Sides, transformSides } from './merge.ts';
import { type ItemPage, showItemPage, writeEditTitle } from './page.tsx';
import { fillForm, readItemForm } from './read-form.ts';
import { growForm } from './values.ts';

export async function showEditItem(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const found = await findThing(c, c.req.param('id'));
  if (!found) throw notFound();
  const { thing, grant } = found;
  demandEditable(visit, grant, thing);
  const { type, version } = thing;
  return editPage(c, found, thing, { form: fillForm(type, version, thing, visit.language) });
}

export async function tryEditItem(c: SignedInContext, sent: URLSearchParams): Promise<Response> {
  const form = readTexts(sent);
  const { visit } = c.var;
  const { vault, language } = visit;
  const now = await findThing(c, c.req.param('id'));
  if (!now) return showGone(c, form);
  // Before anything is read: who may not change it learns nothing from the form.
  if (!mayEdit(now)) return showRefused(c, form, now);
  demandMayEdit(visit, now.grant, now.thing);
  const from = await formsThing(visit, now, form.get('stamp') ?? '');
  if (!from) return showGone(c, form);
  const more = growForm(form);
  if (more) return editPage(c, now, from, more);
  const { type, version } = from;
  const {
    thing: mine,
    errors,
    doubts,
    filled,
  } = await readItemForm(vault, {
    type,
    version,
    before: from,
    form,
    language,
    zone: visit.zone,
  });
  if (Object.keys(errors).length > 0) return editPage(c, now, from, { form, errors });
  if (!areSettled(doubts, form)) return editPage(c, now, from, { form: filled, doubts });
  try {
    return await save(c, now, { form, from, mine });
  } catch (error) {
    const isTaken = error instanceof Fault && error.reason === 'versionStampMissing';
    const text = isTaken ? itemWords(language).singleton : explainRefusal(error, visit);
    return editPage(c, now, from, { form, errors: { [rootName]: text } });
  }
}

/** The item as the form was drawn from; undefined for what the person does not see, and for a stamp that it never had. */
async function formsThing(
  { vault }: Visit,
  { grant, thing: now }: Found,
  versionStamp: string,
): Promise<ThingAtHand | undefined> {
  if (now.stored.versionStamp === versionStamp) return now;
  const { id } = now.stored;
  return vault.store.read(db => findThingAtStamp(db.things(grant), { id, versionStamp }));
}

interface Edit {
  readonly form: FormTexts;
  readonly from: ThingAtHand;
  readonly mine: EditedThing;
}

/** Saves what was typed on what is there now, or asks where somebody else was there meanwhile, to delete it too. */
async function save(c: SignedInContext, now: Found | undefined, edit: Edit): Promise<Response> {
  const { form, from, mine } = edit;
  if (!now) return showGone(c, form);
  const { thing: theirs } = now;
  const isDeleted = theirs.stored.state === 'Deleted';
  const sides = transformSides({ from, mine, theirs });
  const isAsBefore = isSaidAsBefore({ from, mine, theirs });
  const { language } = c.var.visit;
  const rows = isAsBefore ? [] : listRows(sides, language);
  if (rows.length > 0) {
    const to = mergeSides(form, sides);
    return to ? change(c, now, { ...edit, sides, to }) : showConflict(c, form, { ...sides, rows });
  }
  if (isDeleted && !form.has('restore')) return showDeleted(c, theirs, form);
  if (isAsBefore || isDeleted)
    return change(c, now, { ...edit, sides, to: isAsBefore ? sides.mine : sides.theirs });
  // Mostly it was sent twice.
  leaveNotice(c, { text: formWords(language).changed(nameType(from.type, language)) });
  return goTo(c, getAddressAfterSaving(from.stored, form));
}

async function change(
  c: SignedInContext,
  { grant }: Found,
  { sides, to, ...edit }: Edit & { sides: Sides; to: EditedThing },
): Promise<Response> {
  const { visit } = c.var;
  const { stored, type } = sides.theirs;
  const outcome = await changeThing(visit.vault, grant, sides.theirs, to);
  if (outcome === 'conflict') return save(c, await findThing(c, stored.id), edit);
  const w = formWords(visit.language);
  if (outcome === 'same') leaveNotice(c, { text: w.unchanged });
  else {
    const { id, versionStamp, state } = stored;
    const undo = makeEditUndo(visit, { id, versionStamp: outcome.versionStamp, to: versionStamp });
    leaveNotice(c, {
      text: w.changed(nameType(type, visit.language)),
      ...(state === 'Active' && { undo }),
    });
  }
  return goTo(c, getAddressAfterSaving(stored, edit.form));
}

function editPage(
  c: ShellContext,
  { of }: AtHand,
  from: ThingAtHand,
  drawn: Pick<ItemPage, 'form' | 'errors' | 'doubts' | 'added'>,
): Promise<Response> {
  const { language } = c.var.visit;
  const { stored, type, version } = from;
  return showItemPage(c, {
    ...drawn,
    title: writeEditTitle(type, language),
    action: editHref(stored),
    cancelHref: getAddressAfterSaving(stored),
    recordName: of.record.name,
    type,
    version,
    before: from,
    warning: stored.signature ? formWords(language).signed : undefined,
    // The rest is for when it is gone.
    carried: { stamp: stored.versionStamp, version: version.id, record: of.record.id },
    isNew: false,
  });
}
