// The addresses of the forms: what adds an item of a type, and what edits one. Types are named in addresses as people name
// them, and by the id of any of their versions.
import { getLast } from '../../assume.ts';
import { everyType, findVersion, type Preset, type ThingType } from '../../things/index.ts';
import labType from '../../things/lab-results.ts';
import medicalImageStudy from '../../things/medical-image-study.ts';
import vitalSigns from '../../things/vital-signs.ts';
import { uploadForHref } from './documents/links.ts';
import { newLabsHref } from './labs/links.ts';
import { picturesPath } from './pictures/paths.ts';

/** `blood-pressure`. */
export function getSlug({ name }: Pick<ThingType, 'name'>): string {
  return name
    .toLowerCase()
    .replace(/\((?:[^)]*)\)/g, ' ')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** By what the chart of a type is found: of all vital signs it is the temperature. */
export function getChartSlug(type: Pick<ThingType, 'name'>): string {
  return type.name === vitalSigns.name ? 'temperature' : getSlug(type);
}

const bySlug = new Map(everyType().map(type => [getSlug(type), type]));

export function findTypeNamed(slugOrId: string): ThingType | undefined {
  const named = slugOrId.toLowerCase();
  return findVersion(named)?.type ?? bySlug.get(named);
}

/** Where an item of a type is added, to a record or to the one at hand. */
export function addHref(type: Pick<ThingType, 'name'>, recordId?: string): string {
  const own = pagesOfTheirOwn.get(type.name);
  return own === undefined ? formHref(type, recordId) : toRecord(own, recordId);
}

/** The form of a type with all its fields. */
export function formHref(type: Pick<ThingType, 'name'>, recordId?: string): string {
  return toRecord(`/items/new/${getSlug(type)}`, recordId);
}

/** Where people add items of a type otherwise than by its form. */
const pagesOfTheirOwn: ReadonlyMap<string, string> = new Map([
  [labType.name, newLabsHref],
  [medicalImageStudy.name, picturesPath],
]);

function toRecord(path: string, recordId: string | undefined): string {
  return recordId === undefined ? path : `${path}?record=${recordId}`;
}

/** What there is a form for: a kind of item, or one thing of those that a kind holds. */
export interface Addable extends Pick<ThingType, 'name' | 'description'> {
  readonly type: ThingType;
  readonly preset: Preset | undefined;
}

export function listForms(types: readonly ThingType[]): Addable[] {
  return types.flatMap(type => [
    { type, preset: undefined, name: type.name, description: type.description },
    ...type.presets.map(preset => ({ type, preset, name: preset.name, description: preset.description })),
  ]);
}

/** Where it is added, to a record or to the one at hand. */
export function addableHref({ type, preset }: Addable, recordId?: string): string {
  const href = addHref(type, recordId);
  return preset ? `${href}${recordId === undefined ? '?' : '&'}as=${preset.slug}` : href;
}

/** Where one chooses what to add. */
export function chooseHref(recordId?: string): string {
  return `/items/add${recordId === undefined ? '' : `?record=${recordId}`}`;
}

export function editHref({ id }: { readonly id: string }): string {
  return `/items/${id}/edit`;
}

/** Can people add such an item by a form? Documents of other standards and what applications keep for themselves cannot be typed. */
export function isAddable(type: ThingType): boolean {
  const { shape } = getLast(type.versions).schema;
  return (
    shape.kind === 'sequence' && shape.items.length > 0 && !shape.items.some(({ kind }) => kind === 'any')
  );
}

/** The form for one type, or the choice between several; undefined where none of them can be typed. By version-type-ids. */
export function findFormsAddress(typeIds: readonly string[], recordId: string): string | undefined {
  const types = [...new Set(typeIds.map(findTypeNamed))].filter(type => type !== undefined).filter(isAddable);
  const [type] = types;
  if (!type) return undefined;
  if (types.length === 1) return addHref(type, recordId);
  return `${chooseHref(recordId)}&typeid=${types.map(one => getLast(one.versions).id).join(',')}`;
}

/** Where a message by Direct is written. */
export const writeMessagePath = '/messages/write';

/** With an item of the record among what goes along. */
export function sendItemHref(id: string): string {
  return `${writeMessagePath}?item=${id}`;
}

/** The page of the item, or where a document is added to it. */
export function getAddressAfterSaving(
  { id }: { readonly id: string },
  form?: { get(name: string): string | null | undefined },
): string {
  return form?.get('decision') === 'document' ? uploadForHref(id) : `/items/${id}`;
}
