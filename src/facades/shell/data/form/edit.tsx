// Changing an item, by the form of the version of its type that it is kept in. The form carries the version stamp it was
// drawn from; where somebody else saved first, conflict.tsx goes on.
import { changeThing, type ThingAtHand, thingAtStamp } from '../../../../core/things/edit.ts';
import { ownForm } from '../../form.ts';
import { leaveNotice } from '../../notice.ts';
import { notFound } from '../../problem.ts';
import { goTo } from '../../respond.tsx';
import { signInAddress } from '../../shell-request.ts';
import { typeName } from '../../type-names.ts';
import type { ShellContext } from '../../visit.ts';
import { undoOfEdit } from '../revert.ts';
import { conflictPage, deletedPage, merged } from './conflict.tsx';
import { textsSent } from './form-texts.ts';
import { formWords } from './form-words.ts';
import { afterSaving, editHref } from './links.ts';
import { editTitle, type ItemPage, itemPage } from './page.tsx';
import { demandEditable, demandMayEdit, type Reached, refusal, thingNamed } from './reach.ts';
import { formOf, readItemForm } from './read-form.ts';
import { grown, rootName } from './tree.ts';

export async function showEdit(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  if (!visit.person) return goTo(c, signInAddress(undefined));
  const { thing, ...reached } = await thingNamed(c, c.req.param('id'));
  demandEditable(visit, reached.grant, thing);
  const { type, version } = thing;
  return editPage(c, reached, thing, { form: formOf(type, version, thing, visit.language) });
}

export const tryEdit = ownForm(
  async (c: ShellContext, sent) => {
    const form = textsSent(sent);
    const { visit } = c.var;
    const { vault, language } = visit;
    const { thing: now, ...reached } = await thingNamed(c, c.req.param('id'));
    // Before anything is read: who may not change it learns nothing from the form, and costs nothing.
    demandMayEdit(visit, reached.grant, now);
    const from = await formsThing(c, reached, now, form.get('stamp') ?? '');
    const more = grown(form);
    if (more) return editPage(c, reached, from, more);
    const { type, version } = from;
    const { thing, errors } = await readItemForm(vault, { type, version, before: from, form, language });
    if (Object.keys(errors).length > 0) return editPage(c, reached, from, { form, errors });
    if (now.stored.state === 'Deleted') return deletedPage(c, reached, from, form);
    const isOld = from.stored.versionStamp !== now.stored.versionStamp;
    const chosen = merged(form, { from, mine: thing, theirs: now });
    if (isOld && !chosen) return conflictPage(c, { form, from, mine: thing, theirs: now });
    try {
      const base = isOld ? now : from;
      const outcome = await changeThing(vault, reached.grant, base, chosen ?? thing);
      if (outcome === 'conflict') {
        const { thing: theirs } = await thingNamed(c, from.stored.id);
        return conflictPage(c, { form, from, mine: thing, theirs });
      }
      const w = formWords(language);
      if (outcome === 'same') leaveNotice(c, { text: w.unchanged });
      else {
        const { id, versionStamp: to } = base.stored;
        const undo = undoOfEdit(visit, { id, versionStamp: outcome.versionStamp, to });
        leaveNotice(c, { text: w.changed(typeName(type, language)), undo });
      }
      return goTo(c, afterSaving(from.stored));
    } catch (error) {
      return editPage(c, reached, from, { form, errors: { [rootName]: refusal(error, visit) } });
    }
  },
  async c => goTo(c, signInAddress(undefined)),
);

/** The item as the form was drawn from. @throws Problem for a stamp that it never had */
async function formsThing(
  c: ShellContext,
  { grant }: Reached,
  now: ThingAtHand,
  versionStamp: string,
): Promise<ThingAtHand> {
  if (now.stored.versionStamp === versionStamp) return now;
  const { id } = now.stored;
  const { vault } = c.var.visit;
  const then = await vault.store.read(db => thingAtStamp(db.things(grant), { id, versionStamp }));
  if (!then) throw notFound();
  return then;
}

function editPage(
  c: ShellContext,
  { of }: Reached,
  from: ThingAtHand,
  drawn: Pick<ItemPage, 'form' | 'errors' | 'added'>,
): Promise<Response> {
  const { language } = c.var.visit;
  const { stored, type, version } = from;
  return itemPage(c, {
    ...drawn,
    title: editTitle(type, language),
    action: editHref(stored),
    cancelHref: afterSaving(stored),
    recordName: of.record.name,
    type,
    version,
    before: from,
    warning: stored.signature ? formWords(language).signed : undefined,
    carried: { stamp: stored.versionStamp },
    isNew: false,
  });
}
