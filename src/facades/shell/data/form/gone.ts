// The form of an item that is no longer there, or no longer for this person: what was typed becomes the form of a new item.
// It is made of what was sent alone, so that it tells nothing of what became of the item.
import { findVersion } from '../../../../things/index.ts';
import { notFound } from '../../problem.ts';
import { ownGrant } from '../../records/reached.ts';
import type { ShellContext } from '../../visit.ts';
import type { FormTexts } from './form-texts.ts';
import { formWords } from './form-words.ts';
import { addHref, chooseHref, isAddable } from './links.ts';
import { type ItemPage, itemPage } from './page.tsx';
import { nothing } from './read-form.ts';
import { grown } from './tree.ts';

/** @throws Problem for a form that does not say what it is of */
export async function gonePage(c: ShellContext, form: FormTexts): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const known = findVersion(form.get('version') ?? '');
  if (!known) throw notFound();
  const { type, version } = known;
  const w = formWords(language);
  // The very record the item was in: what is somebody's must not become another's.
  const of = visit.records.find(({ record }) => record.id === form.get('record'));
  const grant = of && (await vault.store.read(db => ownGrant(db, visit, of)));
  const mayAdd = grant !== undefined && isAddable(type) && grant.permits('Create', version.id);
  const page: ItemPage = {
    ...(grown(form) ?? { form }),
    title: w.goneTitle,
    warning: mayAdd ? w.gone : w.goneClosed,
    action: mayAdd ? addHref(type) : c.req.path,
    cancelHref: chooseHref(of?.record.id),
    recordName: of?.record.name,
    type,
    version,
    before: nothing,
    carried: {
      version: version.id,
      ...(of && { record: of.record.id }),
      ...(mayAdd && { once: vault.ids.guid() }),
    },
    isNew: false,
    isClosed: !mayAdd,
    status: 404,
  };
  return itemPage(c, page);
}
