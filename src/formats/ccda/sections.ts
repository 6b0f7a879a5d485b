// Which reader an entry goes to: by its template, or else by its section. What none knows is told as left out.

import type { Element } from '../clinical/element.ts';
import { type Finding, leaveOut } from '../format.ts';
import { readAllergies } from './allergies.ts';
import type { DocumentContext, SectionContext } from './context.ts';
import { readDirectives } from './directives.ts';
import { readEncounters } from './encounters.ts';
import { readFamily } from './family.ts';
import { readImmunizations } from './immunizations.ts';
import { readCoverage } from './insurance.ts';
import { readKept } from './kept.ts';
import { readMedications } from './medications.ts';
import { readNarrative, readNotes } from './notes.ts';
import { readPlan } from './plans.ts';
import { readConcerns, readProblems } from './problems.ts';
import { readDevices, readProcedures } from './procedures.ts';
import { readResults } from './results.ts';
import { getStatement, isPlanned, isTakenBack, listParts } from './statement.ts';
import { readVitalSigns } from './vital-signs.ts';

type Read = (statement: Element, context: SectionContext) => Iterable<Finding>;

const none: Read = (statement, context) => [
  leaveOut('no-kind', context.title, Math.max(1, listParts(statement).length)),
];

/** Statements of a plan are read together. */
const planned: Read = (statement, context) => readPlan([statement], context);

/** Templates below the arc of C-CDA (2.16.840.1.113883.10.20), and those of the CCD before it. */
const byTemplate = makeReaders({
  '22.4.3, 22.4.4, 22.4.33, 22.4.34, 22.4.51, 22.4.65, 22.4.80, 1.27, 1.28': readProblems,
  '22.4.30, 22.4.7': readAllergies,
  '22.4.16, 22.4.35, 22.4.36, 1.24': readMedications,
  '22.4.52': readImmunizations,
  '22.4.1, 22.4.2': readResults,
  '22.4.26, 22.4.27': readVitalSigns,
  '22.4.12, 22.4.13, 22.4.14, 1.29': readProcedures,
  '22.4.50, 22.4.135, 1.34': readDevices,
  '22.4.49, 1.21': readEncounters,
  '22.4.48, 22.4.108, 1.17': readDirectives,
  '22.4.60, 1.20': readCoverage,
  '22.4.45, 1.23': readFamily,
  '22.4.132, 22.4.136': readConcerns,
  '22.4.39, 22.4.40, 22.4.41, 22.4.42, 22.4.43, 22.4.44, 22.4.20, 22.4.120, 22.4.121, 22.4.130, 22.4.140, 1.25':
    planned,
  '22.4.38, 22.4.78, 22.4.85, 22.4.200, 22.4.15, 22.4.5, 22.4.109, 22.4.111, 1.33': readNotes,
  '22.4.64, 22.4.66, 22.4.67, 22.4.68, 22.4.69, 22.4.72, 22.4.73, 22.4.74, 22.4.75, 22.4.123': readNotes,
  '22.4.124, 22.4.138, 22.4.144': readNotes,
});

/** LOINC of sections. */
const bySection = makeReaders({
  '11450-4, 11348-0, 46241-6, 11535-2, 51848-0, 10219-4, 10218-6, 59768-2, 55109-3, 59776-5': readProblems,
  '48765-2': readAllergies,
  '10160-0, 29549-3, 10183-2, 42346-7, 42346-1': readMedications,
  '11369-6': readImmunizations,
  '30954-2': readResults,
  '8716-3': readVitalSigns,
  '47519-4, 29554-3': readProcedures,
  '46264-8': readDevices,
  '46240-8': readEncounters,
  '42348-3': readDirectives,
  '48768-6': readCoverage,
  '10157-6': readFamily,
  '75310-3': readConcerns,
  '18776-5, 51847-2, 61146-7, 69730-0, 42349-1, 59772-4': planned,
  '29762-2, 47420-5, 10190-7, 11383-7, 61144-2': readNotes,
});

function makeReaders(lines: Readonly<Record<string, Read>>): ReadonlyMap<string, Read> {
  return new Map(
    Object.entries(lines).flatMap(([keys, read]) => keys.split(', ').map(key => [key, read] as const)),
  );
}

/** What one section tells. */
export interface SectionReading {
  /** Its LOINC code, where it has one. */
  readonly code: string | undefined;
  readonly findings: readonly Finding[];
  /** From the words of the section, which has no entries. */
  readonly isNarrative: boolean;
}

export function* readSections(context: DocumentContext): Generator<SectionReading> {
  const body = context.root.find('component', 'structuredBody');
  for (const component of body?.all('component') ?? []) yield* readSection(component, context);
}

function* readSection(component: Element, document: DocumentContext): Generator<SectionReading> {
  const section = component.find('section');
  if (!section) return;
  const coded = section.find('code');
  const code = coded?.attribute('code');
  const title = section.find('title')?.text(80) ?? coded?.attribute('displayName') ?? 'Section';
  const context: SectionContext = { ...document, code, title };
  const entries = section.all('entry');
  if (entries.length > 0) yield { code, findings: [...readEntries(entries, context)], isNarrative: false };
  else if (section.attribute('nullFlavor') === undefined) {
    const narrative = readNarrative(section, context);
    if (narrative) yield { code, findings: [narrative], isNarrative: true };
  }
  for (const inner of section.all('component')) yield* readSection(inner, document);
}

function* readEntries(entries: readonly Element[], context: SectionContext): Generator<Finding> {
  const plan: Element[] = [];
  for (const entry of entries) {
    const statement = getStatement(entry);
    const kept = statement && readKept(statement, context);
    if (kept) {
      yield kept;
      continue;
    }
    const read = statement && findReader(statement, context);
    if (!statement || !read) yield leaveOut('invalid', context.title);
    else if (isTakenBack(statement))
      yield leaveOut('denied', context.title, Math.max(1, listParts(statement).length));
    else if (read === planned) plan.push(statement);
    else yield* read(statement, context);
  }
  yield* readPlan(plan, context);
}

function findReader(statement: Element, { code }: SectionContext): Read {
  const ofSection = bySection.get(code ?? '');
  // What puts a device in is a procedure everywhere but among the devices.
  if (ofSection === readDevices) return readDevices;
  const named = statement
    .all('templateId')
    .flatMap(
      one => byTemplate.get((one.attribute('root') ?? '').replace('2.16.840.1.113883.10.20.', '')) ?? [],
    );
  const read = named[0] ?? ofSection ?? none;
  // Documents before C-CDA keep allergies in the same act as problems.
  if (read === readProblems && ofSection === readAllergies) return readAllergies;
  // Some systems mark vaccines as medicines.
  if (read === readMedications && ofSection === readImmunizations) return readImmunizations;
  return read === readProcedures && isPlanned(statement) ? planned : read;
}
