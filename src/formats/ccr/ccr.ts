// The Continuity of Care Record of ASTM (E2369), which HealthVault took and gave. Which section becomes which type is as
// HealthVault had it; what it did not read (social history, devices, plans, providers) is read besides.
import type { XmlDocument } from '../../schema/xml-reader.ts';
import basic, { type Basic } from '../../things/basic.ts';
import ccrType from '../../things/ccr.ts';
import personal from '../../things/personal.ts';
import personalContact from '../../things/personal-contact.ts';
import { keepDifferent } from '../clinical/different.ts';
import { Element } from '../clinical/element.ts';
import { hasRoot, readDocument } from '../clinical/read-document.ts';
import { keepWhole } from '../clinical/whole.ts';
import {
  type Finding,
  type Format,
  makeFinding,
  makeIdScope,
  nameWithin,
  UnreadableFile,
} from '../format.ts';
import {
  type CcrContext,
  ccrNamespace,
  readContact,
  readContext,
  readExactDate,
  readMomentOf,
  readName,
  readText,
} from './context.ts';
import { readEquipment, readImmunization, readMedication } from './medicines.ts';
import {
  readAlert,
  readDirective,
  readEncounter,
  readFamily,
  readNote,
  readPayer,
  readPlans,
  readProblem,
  readProcedure,
  readProvider,
} from './objects.ts';
import { readResults, readVitals } from './results.ts';

export const ccr: Format = {
  id: 'ccr',
  matches: head => hasRoot(head, 'ContinuityOfCareRecord', ccrNamespace),
  async *read(file, { tell }) {
    const document = await readDocument(file);
    tell(file.size);
    const id = new Element(document).find('CCRDocumentObjectID')?.text(200);
    const idScope = readScope(new Element(document));
    yield* keepWhole(ccrType, document, { sourceId: id && `document ${id}`, idScope });
    yield* readCcr(document);
  },
};

/**
 * What a CCR tells: of the person, and section by section.
 * @throws UnreadableFile when it is another kind of document
 */
export function readCcr(document: XmlDocument): Finding[] {
  const findings = keepDifferent(readParts(document).flatMap(({ findings }) => findings));
  const root = new Element(document);
  const id = root.find('CCRDocumentObjectID')?.text(200) ?? '';
  const scope = readScope(root);
  return findings.map(finding => nameWithin(nameInDocument(finding, id), scope));
}

/** A document may bear the id of another, about somebody else. */
function readScope(root: Element): string {
  const patientId = root.find('Patient', 'ActorID')?.text(200);
  const actors = root.find('Actors')?.all('Actor') ?? [];
  const patient = actors.find(one => one.find('ActorObjectID')?.text(200) === patientId);
  return makeIdScope(patient?.find('Person')?.text(500)?.toLowerCase());
}

/** Ids of objects are often counted, anew in each document. */
function nameInDocument(finding: Finding, documentId: string): Finding {
  if (!('candidate' in finding)) return finding;
  const { candidate } = finding;
  const { sourceId: localId } = candidate;
  if (localId === undefined) return finding;
  const sourceId = documentId === '' ? undefined : `${documentId} ${localId}`;
  return { candidate: { ...candidate, sourceId, localId } };
}

export interface CcrReading {
  /** The name of the section's element; nothing for the person's own data. */
  readonly section: string | undefined;
  readonly findings: readonly Finding[];
}

type Read = (object: Element, context: CcrContext, section: string) => Iterable<Finding>;

const sections: readonly (readonly [section: string, object: string, read: Read])[] = [
  ['Payers', 'Payer', readPayer],
  ['AdvanceDirectives', 'AdvanceDirective', readDirective],
  ['Support', 'SupportProvider', readProvider],
  ['FunctionalStatus', 'Function', readNote],
  ['Problems', 'Problem', readProblem],
  ['FamilyHistory', 'FamilyProblemHistory', readFamily],
  ['SocialHistory', 'SocialHistoryElement', readNote],
  ['Alerts', 'Alert', readAlert],
  ['Medications', 'Medication', readMedication],
  ['MedicalEquipment', 'Equipment', readEquipment],
  ['Immunizations', 'Immunization', readImmunization],
  ['VitalSigns', 'Result', readVitals],
  ['Results', 'Result', readResults],
  ['Procedures', 'Procedure', readProcedure],
  ['Encounters', 'Encounter', readEncounter],
  ['HealthCareProviders', 'Provider', readProvider],
];

/** The same by sections. */
export function readParts(document: XmlDocument): CcrReading[] {
  const root = new Element(document);
  if (root.name !== 'ContinuityOfCareRecord' || root.uri !== ccrNamespace)
    throw new UnreadableFile('not-this-format');
  const context = readContext(root);
  const body = root.find('Body');
  const parts: CcrReading[] = [{ section: undefined, findings: [...readPatient(context)] }];
  for (const [section, name, read] of sections) {
    const objects = body?.walk(section, name) ?? [];
    const findings = objects.flatMap(object => [...read(object, context, section)]);
    if (findings.length > 0) parts.push({ section, findings });
  }
  const plans = body?.walk('PlanOfCare', 'Plan') ?? [];
  if (plans.length > 0) parts.push({ section: 'PlanOfCare', findings: [...readPlans(plans, context)] });
  return parts;
}

function* readPatient(context: CcrContext): Generator<Finding> {
  const id = context.root.find('Patient', 'ActorID')?.text();
  const actor = context.actors.get(id ?? '');
  const person = actor?.find('Person');
  if (!actor || !person) return;
  const about = context.source === undefined ? {} : { source: context.source };
  const name = readName(person.find('Name'));
  const birthdate = readExactDate(person.find('DateOfBirth'));
  if (name || birthdate) yield makeFinding(personal, { name, birthdate }, 'Patient', about);
  const reach = readContact(actor);
  const said = readText(person.find('Gender'))?.toLowerCase();
  const address = reach?.address?.[0];
  const little: Basic = {
    gender: said === 'male' || said === 'm' ? 'm' : said === 'female' || said === 'f' ? 'f' : undefined,
    birthyear: readMomentOf(person.find('DateOfBirth'))?.date.y,
    country: address?.country ? { text: address.country } : undefined,
    postcode: address?.postcode || undefined,
    city: address?.city,
    state: address?.state === undefined ? undefined : { text: address.state },
  };
  if (Object.values(little).some(one => one !== undefined))
    yield makeFinding(basic, little, 'Patient', about);
  if (reach) yield makeFinding(personalContact, { contact: reach }, 'Patient', about);
}
