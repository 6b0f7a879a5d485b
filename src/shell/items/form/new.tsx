// Adding an item of any type, by a form that is drawn from its definition.
import { addThing } from '../../../core/things/edit.ts';
import { listThings } from '../../../core/things/list.ts';
import { flag } from '../../../core/things/thing.ts';
import { labelFields } from '../../../locales/labels.ts';
import type { Language } from '../../../locales/language.ts';
import { nameType } from '../../../locales/type-names.ts';
import { formWords } from '../../../locales/words.ts';
import { readValue } from '../../../things/data.ts';
import {
  currentVersion,
  fieldsOf,
  type Preset,
  type ThingType,
  type ThingVersion,
} from '../../../things/index.ts';
import type { FieldErrors } from '../../kit/fields.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { notFound, Problem } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, Visit } from '../../web/visit.ts';
import { type AtHand, findRecord } from '../at-hand.ts';
import { kindHref } from '../kinds.ts';
import { chooseHref, editHref, findTypeNamed, formHref, getAddressAfterSaving, isAddable } from '../links.ts';
import { explainRefusal } from '../refusal.ts';
import { makeAddUndo } from '../revert.ts';
import { uploadPath } from '../upload/upload.tsx';
import { listAsked } from './asked.ts';
import { areSettled } from './doubts.ts';
import { FormTexts, readTexts, rootName } from './form-texts.ts';
import { showUnadded } from './gone.ts';
import { findLeaf } from './leaves.ts';
import { listUnits } from './measured-leaves.ts';
import { addTitle, type ItemPage, showItemPage } from './page.tsx';
import { begin, fillForm, nothing, readItemForm } from './read-form.ts';
import { readSuggestions } from './suggestions.ts';
import { findFirstInput, growForm, writeTexts } from './values.ts';

export async function showNewItem(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const type = namedType(c);
  if (visit.records.length === 0) return goTo(c, '/records');
  const reached = await findRecord(c, c.req.query('record'));
  if (type.isUploaded) return goTo(c, uploadPath);
  const there = await theOne(visit, reached, type);
  if (there) return goTo(c, editHref(there));
  const version = currentVersion(type);
  const preset = findPreset(type, c.req.query('as'));
  const form = fillForm(type, version, begin(preset ?? type), visit.language);
  if (preset) form.set('as', preset.slug);
  else startEntries(form, type);
  await startUnits(form, reached, { type, preset }, visit);
  // What is planned is not for today.
  if (!type.looksAhead) startNow(form, version, visit);
  return newPage(c, reached, type, { form });
}

/** @throws Problem */
function namedType(c: ShellContext): ThingType {
  const type = findTypeNamed(c.req.param('type') ?? '');
  if (!type) throw notFound();
  const w = formWords(c.var.visit.language);
  if (!isAddable(type)) throw new Problem(404, addTitle(type, c.var.visit.language), w.cannotType);
  return type;
}

function findPreset({ presets }: ThingType, slug: string | null | undefined): Preset | undefined {
  return presets.find(one => one.slug === slug);
}

/** The item of a type of which a record has at most one. */
async function theOne(
  { vault }: Visit,
  { grant }: AtHand,
  type: ThingType,
): Promise<{ id: string } | undefined> {
  if (!type.singleton || !grant.permits('Create', currentVersion(type).id)) return undefined;
  const ids = type.versions.map(({ id }) => id);
  const [there] = await vault.store.read(db => db.things(grant).ofTypes(ids, 1));
  const isHidden = there && (there.flags & flag.personal) !== 0 && !grant.seesEverything;
  return isHidden ? undefined : there;
}

function startEntries(form: FormTexts, { opensWith }: ThingType): void {
  let name = rootName;
  for (const step of opensWith?.split('/') ?? []) {
    name += `.${step}`;
    form.set(`${name}.list`, '');
    form.set(name, 'n1');
    name += '.n1';
  }
}

interface NewItem {
  readonly type: ThingType;
  readonly preset: Preset | undefined;
}

/** Of how many items it is looked up which unit was chosen. */
const lookedAtMax = 20;

/** Whoever weighed in pounds last time does it again. */
async function startUnits(form: FormTexts, { grant }: AtHand, item: NewItem, visit: Visit): Promise<void> {
  const { type, preset } = item;
  const { language } = visit;
  const version = currentVersion(type);
  const fields = fieldsOf(type, version);
  const measured = fields.filter(field => findLeaf(field)?.kind === 'measured');
  const units = preset ? listAskedUnits(form, item, language) : [];
  if (measured.length + units.length === 0) return;
  const asked = { typeIds: [version.id], after: undefined, limit: preset ? lookedAtMax : 1 };
  const { things } = await listThings(visit.vault, grant, asked);
  const all = things.map(thing => writeTexts(fields, readValue(type as ThingType<unknown>, thing), language));
  for (const field of measured) {
    const name = `${rootName}.${field.name}.unit`;
    const unit = all[0]?.get(name);
    if (unit && listUnits(field, language).includes(unit)) form.set(name, unit);
  }
  const begun = preset ? [...fillForm(type, version, begin(preset), language)] : [];
  const last = all.find(texts => begun.every(([name, text]) => text === '' || texts.get(name) === text));
  for (const { name, of } of units) {
    const unit = last?.get(name);
    if (unit && of.includes(unit)) form.set(name, unit);
  }
}

function listAskedUnits(form: FormTexts, { type, preset }: NewItem, language: Language) {
  const { short } = preset ?? type;
  const version = currentVersion(type);
  const fields = labelFields(type, version, language);
  return listAsked({ type, version, fields, form, before: undefined, short, language }).flatMap(
    ({ unit }) => unit ?? [],
  );
}

/** Most of what is added happened today. */
function startNow(form: FormTexts, version: ThingVersion, { vault }: Visit): void {
  if (version.effectiveDate === undefined || version.schema.shape.kind !== 'sequence') return;
  const item = version.schema.shape.items.find(
    one => one.kind === 'element' && one.name === version.effectiveDate,
  );
  const named = item?.kind === 'element' && item.min > 0 ? item.schema.typeName?.name : undefined;
  const day = new Date(vault.clock.now()).toISOString().slice(0, 10);
  const texts: Readonly<Record<string, string>> | undefined = {
    date: { '': day },
    'date-time': { '.date': day },
    'approx-date-time': { '.date': day },
  }[named ?? ''];
  if (!texts) return;
  for (const [part, text] of Object.entries(texts))
    form.set(`${rootName}.${version.effectiveDate}${part}`, text);
  form.set('now', 'yes');
}

export async function tryAddItem(c: SignedInContext, sent: URLSearchParams): Promise<Response> {
  const form = readTexts(sent);
  const { visit } = c.var;
  const { vault, language } = visit;
  const type = namedType(c);
  const version = versionOf(type, form);
  const known = { type, version };
  if (!mayReach(visit, form.get('record'))) return showUnadded(c, form, known, undefined);
  const reached = await findRecord(c, form.get('record'));
  if (!reached.grant.permits('Create', version.id)) return showUnadded(c, form, known, reached.of);
  const more = growForm(form);
  if (more) return newPage(c, reached, type, { ...more, form: touched(more.form) });
  const read = { type, version, before: nothing, form, language, zone: visit.zone };
  const { thing, errors: found, doubts, filled } = await readItemForm(vault, read);
  const errors = { ...demandAsked(form, type, language), ...found };
  if (Object.keys(errors).length > 0) return newPage(c, reached, type, { form: touched(form), errors });
  if (!areSettled(doubts, form)) return newPage(c, reached, type, { form: touched(filled), doubts });
  try {
    const [once] = /^[0-9a-f-]{36}$/.exec(form.get('once') ?? '') ?? [];
    const { grant } = reached;
    const added = await addThing(vault, grant, version, thing, once);
    leaveNotice(c, {
      text: formWords(language).added(nameType(findPreset(type, form.get('as')) ?? type, language)),
      undo: makeAddUndo(visit, grant, { ...added, typeId: version.id }, kindHref(type)),
    });
    return goTo(c, getAddressAfterSaving(added, form));
  } catch (error) {
    const errors = { [rootName]: explainRefusal(error, visit) };
    return newPage(c, reached, type, { form: touched(form), errors });
  }
}

/** What a form of its own is for cannot be left out of it, though the type may lack it. */
function demandAsked(form: FormTexts, type: ThingType, language: Language): FieldErrors {
  const preset = findPreset(type, form.get('as'));
  if (!preset) return {};
  const version = currentVersion(type);
  const fields = labelFields(type, version, language);
  const [first] = listAsked({
    type,
    version,
    fields,
    form,
    before: undefined,
    short: preset.short,
    language,
  });
  if (!first || (form.get(first.name) ?? '').trim() !== '') return {};
  return { [findFirstInput(first.field, first.name)]: formWords(language).missing(first.label) };
}

/** Whoever names no record means the one at hand. */
function mayReach({ records }: Visit, named: string | null): boolean {
  return !named || records.some(({ record }) => record.id === named.toLowerCase());
}

/** What was typed for an item that is gone stays in the version that it was in. */
function versionOf(type: ThingType, form: FormTexts): ThingVersion {
  const named = form.get('version');
  return type.versions.find(({ id }) => id === named) ?? currentVersion(type);
}

/** What somebody has seen and sent is no longer set by the clock. */
function touched(form: FormTexts): FormTexts {
  const own = new FormTexts(form);
  own.delete('now');
  return own;
}

async function newPage(
  c: ShellContext,
  { of, grant }: AtHand,
  type: ThingType,
  drawn: Pick<ItemPage, 'form' | 'errors' | 'doubts' | 'added'>,
): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = formWords(language);
  const version = versionOf(type, drawn.form);
  const preset = findPreset(type, drawn.form.get('as'));
  const title = preset ? addTitle(preset, language) : addTitle(type, language);
  if (!grant.permits('Create', version.id)) throw new Problem(403, addTitle(type, language), w.mayNotAdd);
  return showItemPage(c, {
    ...drawn,
    title,
    action: formHref(type),
    cancelHref: chooseHref(of.record.id),
    recordName: of.record.name,
    type,
    version,
    preset,
    suggestions: await readSuggestions(vault, grant, type, language),
    before: nothing,
    carried: {
      ...(preset && { as: preset.slug }),
      record: of.record.id,
      version: version.id,
      once: drawn.form.get('once') ?? vault.ids.guid(),
    },
    isNew: true,
  });
}
