// What somebody said that there is none of, where the record holds it as an item: no known allergies, or no allergy to something
// after all; by whom it was said, and when. Read for the emergency page and for the summary.
import type { Language } from '../../locales/language.ts';
import { readStored } from '../../schema/stored-xml.ts';
import allergy, { type Allergy } from '../../things/allergy.ts';
import { common } from '../../things/common/common-part.ts';
import type { KnownTo } from '../../things/common/dates.ts';
import { findDenial } from '../../things/common/denials.ts';
import { readValue } from '../../things/data.ts';
import type { ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import { listThings } from '../things/list.ts';
import type { ShownThing } from '../things/query.ts';
import { makeShortForm } from '../things/short-form.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';

export interface RecordedDenial {
  readonly id: string;
  /** `No known allergies`. */
  readonly text: string;
  /** Is there none of any kind, and not only none of one? */
  readonly isOfAll: boolean;
  /** Undefined where nobody knows who it was. */
  readonly by: string | undefined;
  /** A local date-time, or the moment it came where the item has no date. */
  readonly at: string;
  readonly datedTo: KnownTo;
}

/** More of it than anybody says. */
const lookedAtMax = 200;
const type: ThingType<Allergy> = allergy;

/** @param isOpen may that item be told here? */
export async function readDenials(
  vault: Vault,
  grant: Grant,
  language: Language,
  isOpen: (thing: ShownThing) => boolean = () => true,
): Promise<RecordedDenial[]> {
  const typeIds = type.versions.map(({ id }) => id);
  const { things } = await listThings(vault, grant, { typeIds, after: undefined, limit: lookedAtMax });
  const denials: RecordedDenial[] = [];
  for (const shown of things) {
    const value = readValue(type, shown);
    if (!value.isNegated || !isOpen(shown)) continue;
    // A list knows not who wrote it.
    const [thing] = await vault.store.read(db => db.things(grant).byIds([shown.id]));
    if (!thing) continue;
    const { summary, datedTo } = makeShortForm(thing, language);
    const by = await vault.store.read(db => findWho(db, thing, value));
    const added = new Date(thing.created.at).toISOString().slice(0, 19);
    const at = datedTo ? thing.effectiveDate : added;
    const isOfAll = findDenial(value.name) === 'none';
    denials.push({ id: thing.id, text: summary, isOfAll, by, at, datedTo: datedTo ?? 'day' });
  }
  return denials;
}

/** Whoever treated them, the source of the item, or whoever wrote it. */
async function findWho(
  db: Reader,
  { commonXml, created }: StoredThing,
  { treatmentProvider }: Allergy,
): Promise<string | undefined> {
  const source = commonXml === '' ? undefined : common.parse(readStored(commonXml).root()).source;
  const told = treatmentProvider?.name.full ?? source;
  if (told) return told;
  const app = created.appId === undefined ? undefined : await db.applications.byId(created.appId);
  return app?.name ?? (await db.people.byId(created.personId))?.name;
}
