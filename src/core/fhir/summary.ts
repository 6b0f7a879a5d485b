// The International Patient Summary of a record, of what is open to who asks: all that lasts, and the newest of what is measured.
import { typesOf } from '../../formats/fhir/index.ts';
import { type IpsThing, ipsSectionsKinds, writeIps } from '../../formats/fhir/ips.ts';
import { sayIn } from '../../locales/labels.ts';
import { findLanguage } from '../../locales/language.ts';
import { ipsWords } from '../../locales/words.ts';
import { takeBreaks } from '../limits/turns.ts';
import type { Reader } from '../store.ts';
import type { ShownThing } from '../things/query.ts';
import type { Vault } from '../vault.ts';
import type { FhirAccess } from './access.ts';
import { resourcesOfThing, settingsFor } from './mapping.ts';
import { readPatient } from './patient.ts';
import { isOpen } from './resources.ts';
import type { Resource } from './values.ts';

/** @throws FhirProblem 404, 403 */
export async function readSummary(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  id: string,
): Promise<{ resource: Resource; things: readonly ShownThing[] }> {
  const patient = await readPatient(db, vault, access, id);
  const now = vault.clock.now();
  const settings = settingsFor(access);
  const found: ShownThing[] = [];
  const takeBreak = takeBreaks();
  for (const thing of await readNewest(db, vault, access)) {
    const [whole] = resourcesOfThing(thing, settings);
    if (whole && isOpen(whole.resource, access, 'r', now)) found.push(thing);
    await takeBreak();
  }
  const person = await db.people.byId(access.grant.personId);
  const language = findLanguage(person?.culture) ?? 'en';
  const record = await db.records.byId(access.grant.recordId);
  const things: IpsThing[] = [...patient.things, ...found];
  const resource = writeIps(things, settings, {
    id: vault.ids.guid(),
    written: new Date(now).toISOString(),
    record: { id, name: record?.name ?? '' },
    custodian: vault.instance.name,
    words: { ...ipsWords(language), language, say: sayIn(language) },
  });
  return { resource: resource as Resource, things: [...patient.things, ...found] };
}

/** Of each type that a summary tells of. */
async function readNewest(
  db: Reader,
  { limits }: Vault,
  { grant, allows }: FhirAccess,
): Promise<ShownThing[]> {
  const kinds = ipsSectionsKinds.filter(kind => allows(kind, 'r'));
  const types = new Map(
    kinds.flatMap(kind =>
      typesOf(kind).map(type => {
        const isMeasured = kind === 'Observation' || kind === 'DiagnosticReport';
        return [type, isMeasured ? limits.fhirSummaryNewestMax : limits.fhirSummaryLastingMax] as const;
      }),
    ),
  );
  const found: ShownThing[] = [];
  for (const [{ versions }, limit] of types) {
    const typeIds = versions.map(version => version.id);
    const filters = [{ typeIds, states: ['Active'] as const }];
    found.push(...(await db.things(grant).queryShown({ filters, currentOnly: true, openOnly: true, limit })));
  }
  return found;
}
