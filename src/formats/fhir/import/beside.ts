// What a resource says of a person's health that its item has no field for, in words for the note of the item: a second dosage, the
// severity of a reaction, the oxygen somebody breathed while it was measured.
import { codeable, codesOf, isWritable } from '../codes.ts';
import { type Remainder, readCommon } from '../common.ts';
import { sayDosage } from '../dosage.ts';
import type { MadeThing } from '../frame.ts';
import { getOwn, isObject, type Json, listOf, type Resource } from '../json.ts';
import { findMoment, findValue } from '../observation.ts';
import { flag, sayValue } from '../results.ts';

/** By which words an element is told; one that needs none has ''. */
const labels: ReadonlyMap<string, string> = new Map([
  ['component', ''],
  ['referenceRange', 'Range'],
  ['interpretation', 'Flag'],
  ['bodySite', 'Body site'],
  ['method', 'Method'],
  ['criticality', 'Criticality'],
  ['severity', 'Severity'],
  ['reaction', 'Reaction'],
  ['manifestation', 'Reaction'],
  ['description', ''],
  ['exposureRoute', 'By way of'],
  ['stage', 'Stage'],
  ['dosageInstruction', 'Dosage'],
  ['dosage', 'Dosage'],
  ['boundsDuration', 'For'],
  ['boundsRange', 'For'],
  ['boundsPeriod', 'From – to'],
  ['count', 'Times'],
  ['asNeededCodeableConcept', 'As needed for'],
  ['maxDosePerPeriod', 'At most'],
  ['maxDosePerAdministration', 'At most at a time'],
  ['site', 'Site'],
  ['rateQuantity', 'Rate'],
  ['rateRatio', 'Rate'],
  ['reasonCode', 'Reason'],
  ['statusReason', 'Reason for the status'],
  ['quantity', 'Amount'],
  ['doseQuantity', 'Dose'],
  ['outcome', 'Outcome'],
  ['complication', 'Complication'],
  ['followUp', 'Afterwards'],
  ['conclusion', 'Conclusion'],
  ['conclusionCode', 'Conclusion'],
  ['dateAsserted', 'Said on'],
  ['onsetAge', 'Began at the age of'],
  ['onsetRange', 'Began at the age of'],
  ['abatementAge', 'Ended at the age of'],
  ['abatementRange', 'Ended at the age of'],
  ['performedAge', 'Done at the age of'],
  ['performedRange', 'Done at the age of'],
  ['onsetPeriod', 'Began'],
  ['abatementPeriod', 'Ended'],
  ['lastOccurrence', 'Last time'],
  ['isSubpotent', 'Weaker than it should be'],
]);

/** How something stands, and by which words that is told. */
const standings: readonly (readonly [element: string, label: string])[] = [
  ['status', 'Status'],
  ['lifecycleStatus', 'Status'],
  ['clinicalStatus', 'Status'],
  ['verificationStatus', 'How sure it is'],
  ['intent', 'Meant as'],
];
/** What needs no word: that it is as everything is, or what `statusUnknown` says. */
const plain: ReadonlySet<string> = new Set([
  ...['active', 'final', 'completed', 'confirmed', 'current', 'finished', 'order', 'unknown'],
]);

const medicines: readonly string[] = [
  ...['dosageInstruction', 'dosage', 'reasonCode', 'statusReason', 'quantity'],
];
/** Of which elements of a kind of resource people are told. */
const elements: ReadonlyMap<string, readonly string[]> = new Map([
  ['Observation', ['component', 'referenceRange', 'interpretation', 'bodySite', 'method']],
  [
    'AllergyIntolerance',
    ['reaction', 'criticality', 'onsetAge', 'onsetRange', 'onsetPeriod', 'lastOccurrence'],
  ],
  [
    'Condition',
    [
      'severity',
      'bodySite',
      'stage',
      'onsetAge',
      'onsetRange',
      'onsetPeriod',
      'abatementAge',
      'abatementRange',
      'abatementPeriod',
    ],
  ],
  ['MedicationRequest', medicines],
  ['MedicationStatement', [...medicines, 'dateAsserted']],
  ['MedicationDispense', medicines],
  ['Immunization', ['doseQuantity', 'site', 'reasonCode', 'isSubpotent']],
  [
    'Procedure',
    ['outcome', 'complication', 'followUp', 'bodySite', 'reasonCode', 'performedAge', 'performedRange'],
  ],
  ['Encounter', ['reasonCode']],
  ['DiagnosticReport', ['conclusion', 'conclusionCode']],
]);

/** Undefined where its item says all. */
export function sayBeside(resource: Resource, thing: MadeThing): string | undefined {
  const { common, remainder } = readCommon(thing.commonXml);
  const held = `${thing.dataXml}\n${String(common.note ?? '')}`;
  const lines = [
    ...listStandings(resource, remainder, held),
    ...listLeft(resource, remainder),
    ...listRounded(resource, remainder, held),
    ...listInstructions(resource, held),
    ...listOf(resource.contained).flatMap(listOfTest),
  ];
  return lines.length === 0 ? undefined : [heading, ...new Set(lines)].join('\n');
}

const heading = 'The file also says:';

/** What a report, or the entry for a document, says beside the file that it becomes. */
export function sayBesideFile(resource: Resource): string | undefined {
  const { date, context, issued, description, conclusion } = resource;
  const moment = [findMoment(resource), getOwn(getOwn(context, 'period'), 'start'), date, issued].find(
    isWritable,
  );
  const words = [conclusion, ...listOf(resource.conclusionCode).map(sayConcept)].filter(isWritable);
  const standing = [resource.status, resource.docStatus].filter(isWritable).filter(one => !plain.has(one));
  const lines = [
    ...standing.map(one => `Status: ${one}`),
    isWritable(moment) && `Date: ${moment}`,
    isWritable(description) && description,
    ...words.map(one => `Conclusion: ${one}`),
  ].filter(isWritable);
  return lines.length === 0 ? undefined : [heading, ...lines].join('\n');
}

/** How it stands, where its item would be taken for something else: a plan, a suspicion, what is over. */
function listStandings(resource: Resource, remainder: Remainder | undefined, held: string): string[] {
  const changes = (remainder?.changes ?? []).filter(
    ({ path }) => path.length === 1 || !['display', 'text', 'system'].includes(String(path.at(-1))),
  );
  const changed = new Set(changes.map(({ path: [element] }) => element));
  return standings.flatMap(([element, label]) => {
    const said = resource[element];
    const codes = typeof said === 'string' ? [said] : codesOf(said);
    if (!changed.has(element) || codes.some(one => plain.has(one))) return [];
    const words = typeof said === 'string' ? said : (codes[0] ?? sayConcept(said));
    return !isWritable(words) || holds(held, `>${words}<`) ? [] : [`${label}: ${words}`];
  });
}

function listLeft(resource: Resource, remainder: Remainder | undefined): string[] {
  const told = elements.get(resource.resourceType) ?? [];
  return (remainder?.changes ?? []).flatMap(({ path, value }) => {
    if (value === undefined || !told.includes(String(path[0]))) return [];
    const name = path.findLast(step => typeof step === 'string') ?? '';
    const label = labels.get(name);
    if (label === undefined) return [];
    // What differs is the whole of it, not how something in it is written.
    if (typeof path.at(-1) === 'number' && path.at(-2) !== name) return [];
    const owner =
      path[0] === 'component' && path.length > 2 ? listOf(resource.component)[Number(path[1])] : undefined;
    const of = owner === undefined ? '' : sayConcept(getOwn(owner, 'code'));
    return (Array.isArray(value) ? value : [value]).flatMap(one => {
      const words = sayPiece(name, one);
      return words === undefined ? [] : [[of, label, words].filter(isWritable).join(': ')];
    });
  });
}

/** What an item keeps as a whole number though the resource is more exact, as the resource says it. */
function listRounded(resource: Resource, remainder: Remainder | undefined, held: string): string[] {
  return (remainder?.changes ?? []).flatMap(({ path, value }) => {
    const isValue = path.at(-1) === 'value' && path.at(-2) === 'valueQuantity';
    if (!isValue || typeof value !== 'number' || hasNumber(held, value)) return [];
    const isPart = path[0] === 'component';
    const of = isPart ? (listOf(resource.component)[Number(path[1])] ?? null) : resource;
    const words = sayPiece('component', of);
    return words === undefined ? [] : [words];
  });
}

const hasNumber = (xml: string, value: number) =>
  (xml.match(/[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?/gi) ?? []).some(one => Number(one) === value);

/** The words of the first dosage, where no field of the item has them. */
function listInstructions({ dosageInstruction, dosage }: Resource, held: string): string[] {
  const [first] = listOf(dosageInstruction ?? dosage);
  const words = [
    getOwn(first, 'text'),
    getOwn(first, 'patientInstruction'),
    ...listOf(getOwn(first, 'additionalInstruction')).map(sayConcept),
  ];
  return words.filter(isWritable).filter(one => !holds(held, one));
}

/** Within XML some characters are written otherwise. */
const holds = (xml: string, words: string) =>
  xml.includes(words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'));

/** A test of a report may have parts of its own. */
function listOfTest(test: Json): string[] {
  if (getOwn(test, 'resourceType') !== 'Observation') return [];
  const name = sayConcept(getOwn(test, 'code'));
  return listOf(getOwn(test, 'component')).flatMap(part => {
    const words = sayPiece('component', part);
    return words === undefined ? [] : [[name, words].filter(isWritable).join(': ')];
  });
}

function sayPiece(name: string, value: Json): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (value === true) return 'yes';
  if (!isObject(value)) return undefined;
  const join = (...parts: readonly (Json | undefined)[]) => parts.filter(isWritable).join(', ') || undefined;
  switch (name) {
    case 'component': {
      const found = findValue(value);
      const said = found && sayValue(...found);
      const range = listOf(value.referenceRange).map(one => sayPiece('referenceRange', one));
      const flags = listOf(value.interpretation).map(sayFlag);
      return (
        said &&
        [sayConcept(value.code), join(said, ...range.filter(isWritable).map(one => `range ${one}`), ...flags)]
          .filter(isWritable)
          .join(': ')
      );
    }
    case 'interpretation':
      return sayFlag(value);
    case 'referenceRange':
      return isWritable(value.text) ? value.text : sayValue('valueRange', value);
    case 'reaction':
      return join(...listOf(value.manifestation).map(sayConcept), value.severity, value.description);
    case 'stage':
      return sayConcept(value.summary);
    case 'dosageInstruction':
    case 'dosage':
      return sayDosage(value);
    case 'boundsPeriod':
    case 'onsetPeriod':
    case 'abatementPeriod':
      return sayValue('valuePeriod', value);
    case 'boundsRange':
    case 'onsetRange':
    case 'abatementRange':
    case 'performedRange':
      return sayValue('valueRange', value);
    case 'maxDosePerPeriod':
    case 'rateRatio':
      return sayValue('valueRatio', value);
    default:
      return 'value' in value ? sayValue('valueQuantity', value) : sayConcept(value);
  }
}

/** The letters of laboratories in words. */
function sayFlag(concept: Json): string | undefined {
  const words = getOwn(flag.read(concept, { zone: 'UTC' }) ?? null, 'text');
  return isWritable(words) ? words : sayConcept(concept);
}

function sayConcept(concept: Json | undefined): string | undefined {
  const words = concept === undefined ? undefined : getOwn(codeable.read(concept, { zone: 'UTC' }), 'text');
  return isWritable(words) ? words : undefined;
}
