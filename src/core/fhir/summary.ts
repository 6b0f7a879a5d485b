// The International Patient Summary of a record, of what is open to who asks: all that lasts, and the newest of what is measured.
import { typesOf } from '../../formats/fhir/index.ts';
import { type IpsFacts, type IpsThing, ipsSectionsKinds, writeIps } from '../../formats/fhir/ips.ts';
import { sayIn } from '../../locales/labels.ts';
import { findLanguage } from '../../locales/language.ts';
import { ipsWords } from '../../locales/words.ts';
import { Turns, takeBreaks } from '../limits/turns.ts';
import type { Reader } from '../store.ts';
import { readBeside } from '../targets/judge.ts';
import type { ShownThing } from '../things/query.ts';
import type { Vault } from '../vault.ts';
import type { FhirAccess } from './access.ts';
import { interpret } from './interpret.ts';
import { resourcesOfThing, settingsFor } from './mapping.ts';
import { readPatient } from './patient.ts';
import { FhirProblem } from './problem.ts';
import { isOpen } from './resources.ts';
import type { Resource } from './values.ts';

/** What is drawn at once is drawn few at a time. */
const drawn = new Turns(2);

/** @throws FhirProblem 404, 403; 413 where it would be longer than it may */
export function readSummary(
  vault: Vault,
  access: FhirAccess,
  id: string,
): Promise<{ resource: Resource; things: readonly ShownThing[] }> {
  return drawn.take(access.grant.app?.id ?? '', () => draw(vault, access, id));
}

async function draw(
  vault: Vault,
  access: FhirAccess,
  id: string,
): Promise<{ resource: Resource; things: readonly ShownThing[] }> {
  const now = vault.clock.now();
  const { patient, newest, person, record, beside } = await vault.store.read(async db => ({
    patient: await readPatient(db, vault, access, id),
    newest: await readNewest(db, vault, access),
    person: await db.people.byId(access.grant.personId),
    record: await db.records.byId(access.grant.recordId),
    beside: await readBeside(db, access.grant, now),
  }));
  const settings = settingsFor(access);
  const found: ShownThing[] = [];
  const takeBreak = takeBreaks();
  for (const thing of newest) {
    const [whole] = resourcesOfThing(thing, settings);
    if (whole && isOpen(whole.resource, access, 'r', now)) found.push(thing);
    await takeBreak();
  }
  const language = findLanguage(person?.culture) ?? 'en';
  const byId = new Map(found.map(thing => [thing.id, thing]));
  const things: IpsThing[] = [...patient.things, ...found];
  const facts = {
    id: vault.ids.guid(),
    written: new Date(now).toISOString(),
    record: { id, name: record?.name ?? '' },
    custodian: vault.instance.name,
    interpret: ((made, { id }) => {
      const thing = byId.get(id);
      return thing ? (interpret(made, thing, beside) as typeof made) : made;
    }) satisfies IpsFacts['interpret'],
    words: { ...ipsWords(language), language, say: sayIn(language) },
  };
  const resource = (await writeIps(things, settings, facts, takeBreak)) as Resource;
  return { resource, things: [...patient.things, ...found] };
}

/** Of each type that a summary tells of. @throws FhirProblem 413 */
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
  let bytes = 0;
  // What is cut off unsaid may be what matters.
  const fits = (size: number) => {
    bytes += size;
    return bytes <= limits.fhirSummaryBytesMax;
  };
  for (const [{ versions }, limit] of types) {
    const typeIds = versions.map(version => version.id);
    const filters = [{ typeIds, states: ['Active'] as const }];
    const query = { filters, currentOnly: true, openOnly: true as const, limit };
    found.push(...(await db.things(grant).queryShown(query, fits)));
    if (bytes > limits.fhirSummaryBytesMax)
      throw new FhirProblem(
        413,
        'too-costly',
        'The record is too long to be summed up at once. Read it in pages, by $everything or a search.',
      );
  }
  return found;
}
