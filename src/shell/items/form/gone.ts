// What was typed where it cannot be saved any more, to be copied, or to become a new item. The page is made of what was sent
// alone, so that it tells nothing of what became of the item.

import { formWords } from '../../../locales/words.ts';
import { findVersion, type ThingType, type ThingVersion } from '../../../things/index.ts';
import { makeOwnGrant } from '../../kit/record-reader.ts';
import { notFound } from '../../web/problem.ts';
import type { ShellContext, SignedInContext } from '../../web/visit.ts';
import type { AtHand } from '../at-hand.ts';
import { addHref, chooseHref, getAddressAfterSaving, isAddable } from '../links.ts';
import type { Found } from './editable.ts';
import type { FormTexts } from './form-texts.ts';
import { addTitle, type ItemPage, showItemPage } from './page.tsx';
import { nothing } from './read-form.ts';
import { growForm } from './values.ts';

/** The form of an item that is no longer there, or no longer for this person. @throws Problem for a form that does not say what it is of */
export async function showGone(c: SignedInContext, form: FormTexts): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const known = versionSent(form);
  const { type, version } = known;
  const w = formWords(language);
  // The very record the item was in: what is somebody's must not become another's.
  const of = visit.records.find(({ record }) => record.id === form.get('record'));
  const grant = of && (await vault.store.read(db => makeOwnGrant(db, visit, of)));
  const mayAdd = grant !== undefined && isAddable(type) && grant.permits('Create', version.id);
  const closed = closedPage(c, form, known, of);
  if (!mayAdd) return showItemPage(c, { ...closed, title: w.goneTitle, warning: w.goneClosed, status: 404 });
  return showItemPage(c, {
    ...closed,
    title: w.goneTitle,
    warning: w.gone,
    action: addHref(type),
    carried: { ...closed.carried, once: vault.ids.guid() },
    isClosed: false,
    status: 404,
  });
}

/** The form of an item that the person may look at, but not change any more. @throws Problem as showGone */
export async function showRefused(c: ShellContext, form: FormTexts, { of, thing }: Found): Promise<Response> {
  const w = formWords(c.var.visit.language);
  return showItemPage(c, {
    ...closedPage(c, form, findVersion(form.get('version') ?? '') ?? thing, of),
    cancelHref: getAddressAfterSaving(thing.stored),
    title: w.notAllowedTitle,
    warning: `${w.mayNotEdit} ${w.refused(of.record.name)}`,
    status: 403,
  });
}

/** The form of a new item, for a record that the person may not add to any more, or does not reach. */
export function showUnadded(
  c: ShellContext,
  form: FormTexts,
  known: Known,
  of: AtHand['of'] | undefined,
): Promise<Response> {
  const { language } = c.var.visit;
  const w = formWords(language);
  return showItemPage(c, {
    ...closedPage(c, form, known, of),
    title: addTitle(known.type, language),
    warning: of ? `${w.mayNotAdd} ${w.refused(of.record.name)}` : w.unreached,
    status: of ? 403 : 404,
  });
}

interface Known {
  readonly type: ThingType;
  readonly version: ThingVersion;
}

/** @throws Problem */
function versionSent(form: FormTexts): Known {
  const known = findVersion(form.get('version') ?? '');
  if (!known) throw notFound();
  return known;
}

function closedPage(
  c: ShellContext,
  form: FormTexts,
  { type, version }: Known,
  of: AtHand['of'] | undefined,
): Omit<ItemPage, 'title' | 'warning' | 'status'> {
  const record = form.get('record');
  return {
    ...(growForm(form) ?? { form }),
    action: c.req.path,
    cancelHref: chooseHref(of?.record.id),
    recordName: of?.record.name,
    type,
    version,
    before: nothing,
    // Sent once more, it is for no other record.
    carried: { version: version.id, ...(record !== null && { record }) },
    isNew: false,
    isClosed: true,
  };
}
