// Reports that were scanned, or written out, as documents: what a DiagnosticReport presents is found as a DocumentReference, too, whose
// attachments are the same, as US Core asks. Made of the report each time; who changes the report changes it.
import { codesOf, loinc } from './codes.ts';
import { anyKind, clinicalNote, documentProfile } from './documents.ts';
import { type Draft, getOwn, isObject, type Json, type JsonObject, listOf, type Resource } from './json.ts';
import type { Part } from './mapping.ts';
import { reportSections } from './reports.ts';

/** What is presented is the part of a report by this key. */
export const scanKey = 'document';

/** The kind of a document by the sections of hospitals that its report is of; HL7's and LOINC's names for them. */
const kinds: readonly (readonly [sections: readonly string[], code: string, display: string])[] = [
  [['RAD', 'RUS', 'CT', 'NMR', 'LP29684-5'], '18748-4', 'Diagnostic imaging study'],
  [['PAT', 'SP', 'CP', 'LP7839-6'], '11526-1', 'Pathology study'],
  [
    ['LAB', 'CH', 'HM', 'SR', 'IMM', 'TX', 'BLB', 'MB', 'LP29693-6', '26436-6'],
    '11502-2',
    'Laboratory report',
  ],
];

/** One for all that it presents, which says the same in several forms; none where it presents nothing that can be read. */
export function listScans(report: Resource): Part[] {
  if (report.resourceType !== 'DiagnosticReport') return [];
  const content = listOf(report.presentedForm)
    .filter(isObject)
    .filter(({ url, data }) => url !== undefined || data !== undefined)
    .map(attachment => ({ attachment }));
  if (content.length === 0) return [];
  const { subject, identifier } = report;
  const moment = findMoment(report);
  const author = listOf(report.performer).flatMap(nameAuthor);
  const context = makeContext(report);
  const resource: Resource = {
    resourceType: 'DocumentReference',
    meta: { profile: [documentProfile] },
    ...(identifier !== undefined && { identifier }),
    ...statusOf(report.status),
    type: makeType(report),
    category: [clinicalNote, ...listOf(report.category)],
    ...(subject !== undefined && { subject }),
    ...(moment !== undefined && { date: moment }),
    ...(author.length > 0 && { author }),
    content,
    ...(Object.keys(context).length > 0 && { context }),
  };
  return [{ key: scanKey, resource }];
}

function statusOf(status: Json | undefined): JsonObject {
  if (status === 'entered-in-error') return { status: 'entered-in-error' };
  const docStatus = docStatuses.get(String(status));
  return { status: 'current', ...(docStatus !== undefined && { docStatus }) };
}

const docStatuses: ReadonlyMap<string, string> = new Map([
  ['registered', 'preliminary'],
  ['partial', 'preliminary'],
  ['preliminary', 'preliminary'],
  ['final', 'final'],
  ['amended', 'amended'],
  ['corrected', 'amended'],
  ['appended', 'amended'],
]);

function makeType({ category, code }: Resource): JsonObject {
  const sections = listOf(category).flatMap(one => [...codesOf(one, loinc), ...codesOf(one, reportSections)]);
  const kind = kinds.find(([own]) => own.some(section => sections.includes(section)));
  const coding = kind ? [{ system: loinc, code: kind[1], display: kind[2] }] : listOf(anyKind.coding);
  const own = listOf(getOwn(code, 'coding')).filter(one => getOwn(one, 'system') === loinc);
  const text = getOwn(code, 'text');
  return { coding: [...coding, ...own], ...(text !== undefined && { text }) };
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** The date of a document is told to the second. */
function findMoment({ issued, effectiveDateTime }: Resource): Json | undefined {
  return [issued, effectiveDateTime].find(one => typeof one === 'string' && instant.test(one));
}

/** A team is no author, and what the report contains the document does not. */
function nameAuthor(performer: Json): JsonObject[] {
  if (!isObject(performer)) return [];
  const { reference, ...said } = performer;
  if (typeof reference !== 'string') return [performer];
  if (!reference.startsWith('#') && !/(^|\/)CareTeam\//.test(reference)) return [performer];
  return Object.keys(said).length > 0 ? [said as JsonObject] : [];
}

function makeContext({ encounter, effectiveDateTime: day, effectivePeriod }: Resource): Draft {
  const period = effectivePeriod ?? (day === undefined ? undefined : { start: day, end: day });
  const isOutside = isObject(encounter) && !String(encounter.reference ?? '').startsWith('#');
  return {
    ...(isOutside && { encounter: [encounter] }),
    ...(period !== undefined && { period }),
  };
}
