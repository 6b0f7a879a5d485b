// What was ordered and what came of it: OBR with its OBX and NTE. Each order is one item, lab results or, where pictures were
// read, a radiology result.
import type { CodableValue } from '../../things/common/codable.ts';
import type { ApproxDateTime } from '../../things/common/dates.ts';
import labResults, { type LabRange, type LabResults, type LabTest } from '../../things/lab-results.ts';
import radiologyResult from '../../things/radiology-result.ts';
import { readMoment, toApprox, toExact } from '../clinical/dates.ts';
import { type Finding, leaveOut, makeFinding, makeIdScope, UnreadableFile } from '../format.ts';
import { readCoded, readCodeText, readFlags, readStatus } from './codes.ts';
import { isFile, readFiles } from './files.ts';
import {
  heldCharactersMax,
  orderCharactersMax,
  orderFileCharactersMax,
  ordersHeldMax,
  segmentsPerOrderMax,
} from './limits.ts';
import type { Segment } from './segments.ts';
import { isLine, readRange, readValue } from './values.ts';

export type Test = LabTest<LabRange>;

/** Who sent a message, and about whom. */
export interface Sender {
  readonly application: string | undefined;
  readonly facility: string | undefined;
  readonly patient?: Patient;
}

interface Patient {
  /** Empty where none is said. */
  readonly name: string;
  /** By which patients are told apart: numbers, name and birth. */
  readonly key: string;
}

/** Numbers of orders count for who sent them, about one patient; a document inside says the same of its own. */
export function nameSender(finding: Finding, { application, facility, patient }: Sender): Finding {
  if (!('candidate' in finding)) return finding;
  const { idScope = makeIdScope(facility, application, patient?.key) } = finding.candidate;
  const person = patient?.name ? { person: patient.name } : {};
  return { candidate: { ...finding.candidate, idScope, ...person } };
}

/** An order whose segments come one by one. */
export class Order {
  readonly obr: Segment;
  readonly orc: Segment | undefined;
  readonly observations: { readonly obx: Segment; readonly notes: string[] }[] = [];
  readonly notes: string[] = [];
  specimen: CodableValue | undefined;
  #segments = 0;
  #characters = 0;
  #fileCharacters = 0;

  constructor(obr: Segment, orc: Segment | undefined) {
    this.obr = obr;
    this.orc = orc;
    this.specimen = readCoded(obr.first(15));
  }

  /** @throws UnreadableFile for one that never ends */
  add(segment: Segment): void {
    this.#segments += 1;
    if (isFile(segment)) this.#fileCharacters += segment.length;
    else this.#characters += segment.isCut ? 0 : segment.length;
    const isLong = this.#characters > orderCharactersMax || this.#fileCharacters > orderFileCharactersMax;
    if (this.#segments > segmentsPerOrderMax || isLong) throw new UnreadableFile('too-large');
    if (segment.name === 'OBX') this.observations.push({ obx: segment, notes: [] });
    else if (segment.name === 'SPM') this.specimen ??= readCoded(segment.first(4));
    else if (segment.name === 'NTE') {
      const notes = this.observations.at(-1)?.notes ?? this.notes;
      notes.push(...segment.repetitions(3).map(({ text }) => text));
    }
  }

  get title(): string {
    return readCodeText(this.obr.first(4)) ?? 'OBR';
  }
}

/** HL7 table 0074, those that read pictures, and what they are called beside it. */
const imaging = new Set(
  'CT CUS NMR NMS OUS RAD RUS VUS XRC RX US MR MRI MG NM PET XR DX CR DI IMG'.split(' '),
);

/** LOINC's code for what was read in pictures, whatever was taken. */
const imagingReport = '18748-4';

/**
 * Makes findings of orders. Laboratories tell of an order several times, at last with corrections: one that comes again soon is
 * one item.
 */
export class OrderReader {
  readonly #held = new Map<string, Held>();
  #characters = 0;

  /** @param sourceId what the sender calls it, if it says */
  *read(order: Order, sender: Sender, sourceId: string | undefined): Generator<Finding> {
    const { obr, observations } = order;
    const files = readFiles(order, { title: order.title, source: findLaboratory(order, sender), sourceId });
    for (const finding of files) yield nameSender(finding, sender);
    const isImaging =
      imaging.has((obr.get(24) ?? '').toUpperCase()) ||
      observations.some(({ obx }) => obx.get(3) === imagingReport);
    const tests: Keyed[] = [];
    const withdrawn = isImaging ? [] : observations.filter(({ obx }) => isWithdrawn(obx));
    for (const read of isImaging ? makeRadiology(order, sender, sourceId) : readTests(order)) {
      if ('test' in read) tests.push(read);
      else if ('candidate' in read)
        yield* this.#hold(getKey(sourceId, sender), {
          ...{ finding: nameSender(read, sender), notes: [], tests: [] },
        });
      else yield read;
    }
    if (withdrawn.length > 0)
      this.#withdraw(
        getKey(sourceId, sender),
        withdrawn.map(({ obx }) => keyOf(obx)),
      );
    const left = tests.length > 0 ? tests : withdrawn.length > 0 ? this.#listHeld(sourceId, sender) : [];
    if (left.length > 0)
      yield* this.#hold(getKey(sourceId, sender), this.#makeResults(order, sender, sourceId, left));
    else if (observations.length === 0) yield leaveOut('invalid', order.title);
  }

  /** What is held still. */
  *finish(): Generator<Finding> {
    for (const { finding } of this.#held.values()) yield finding;
    this.#held.clear();
    this.#characters = 0;
  }

  /** What the laboratory takes back is none of what it told of the order before. */
  #withdraw(key = '', keys: readonly string[]): void {
    const held = this.#held.get(key);
    if (!held) return;
    const tests = held.tests.filter(one => !keys.includes(one.key));
    if (tests.length === 0) this.#drop(key);
    else this.#held.set(key, { ...held, tests });
  }

  #listHeld(sourceId: string | undefined, sender: Sender): readonly Keyed[] {
    return this.#held.get(getKey(sourceId, sender) ?? '')?.tests ?? [];
  }

  *#hold(key: string | undefined, held: Held): Generator<Finding> {
    if (key === undefined) {
      yield held.finding;
      return;
    }
    this.#drop(key);
    this.#held.set(key, held);
    this.#characters += countCharacters(held);
    for (const [oldest, { finding }] of this.#held) {
      if (this.#held.size <= ordersHeldMax && this.#characters <= heldCharactersMax) break;
      this.#drop(oldest);
      yield finding;
    }
  }

  #drop(key: string): void {
    const held = this.#held.get(key);
    if (!held) return;
    this.#held.delete(key);
    this.#characters -= countCharacters(held);
  }

  #makeResults(order: Order, sender: Sender, sourceId: string | undefined, tests: readonly Keyed[]): Held {
    const { obr } = order;
    const isCorrection = tests.every(({ isCorrected }) => isCorrected);
    const held = this.#held.get(getKey(sourceId, sender) ?? '');
    const before = held?.tests;
    // Who sends corrections alone says nothing of what stands beside them.
    const all = isCorrection && before ? mergeTests(before, tests) : tests;
    const isLeft = tests.length > 0 && tests.every(test => before?.includes(test));
    const notes = [...new Set([...(held && (isCorrection || isLeft) ? held.notes : []), ...order.notes])];
    // Where that is not known, they take the place of nothing.
    const id = isCorrection && !before && sourceId !== undefined ? `${sourceId} corrections` : sourceId;
    const laboratory = findLaboratory(order, sender);
    const value: LabResults = {
      when: findWhen(order),
      labGroup: [
        {
          groupName: readCoded(obr.first(4)) ?? { text: order.title },
          laboratoryName: laboratory === undefined ? undefined : { name: laboratory },
          status: readStatus(obr.get(25)),
          results: all.map(({ test }) => test),
        },
      ],
      orderedBy: readOrderer(order),
    };
    const about = { source: laboratory, sourceId: id, note: joinNotes(notes), of: all.length };
    const finding = nameSender(makeFinding(labResults, value, order.title, about), sender);
    return { finding, notes, tests: all };
  }
}

/** An order of one patient is none of another's. */
function getKey(sourceId: string | undefined, { patient }: Sender): string | undefined {
  return sourceId === undefined ? undefined : JSON.stringify([sourceId, patient?.key]);
}

interface Held {
  readonly finding: Finding;
  readonly notes: readonly string[];
  readonly tests: readonly Keyed[];
}

function countCharacters({ finding }: Held): number {
  return 'candidate' in finding ? finding.candidate.xml.length : 0;
}

interface Keyed {
  /** What was observed, and which of several. */
  readonly key: string;
  readonly isCorrected: boolean;
  readonly isText: boolean;
  readonly test: Test;
}

function mergeTests(before: readonly Keyed[], corrections: readonly Keyed[]): Keyed[] {
  const merged = new Map(before.map(one => [one.key, one]));
  for (const one of corrections) merged.set(one.key, one);
  return [...merged.values()];
}

function* readTests(order: Order): Generator<Keyed | Extract<Finding, { leftOut: unknown }>> {
  let open: Keyed | undefined;
  for (const { obx, notes } of order.observations) {
    // It is an item of its own.
    if (isFile(obx)) continue;
    const read = readTest(order, obx, notes);
    if (open && 'test' in read && goesOn(open, read)) {
      open = joinTexts(open, read);
      continue;
    }
    if (open) yield open;
    open = undefined;
    if ('leftOut' in read) yield read;
    else open = read;
  }
  if (open) yield open;
}

/** Texts come line by line. */
function goesOn(before: Keyed, next: Keyed): boolean {
  return before.isText && next.isText && before.test.name === next.test.name;
}

function joinTexts(before: Keyed, next: Keyed): Keyed {
  const displays = [before, next].map(({ test }) => test.value?.measurement.display ?? '');
  const notes = [before, next].flatMap(({ test }) => test.note ?? []);
  const flags = [before, next].flatMap(({ test }) => test.value?.flag ?? []);
  const once = [...new Map(flags.map(flag => [flag.text, flag])).values()];
  const test: Test = {
    ...before.test,
    value: {
      ...before.test.value,
      measurement: { display: displays.join('\n') },
      ...(once.length > 0 && { flag: once }),
    },
    status: before.test.status?.text === 'Complete' ? next.test.status : before.test.status,
    note: joinNotes(notes),
  };
  return { ...before, isCorrected: before.isCorrected && next.isCorrected, test };
}

function readTest(
  order: Order,
  obx: Segment,
  notes: readonly string[],
): Keyed | Extract<Finding, { leftOut: unknown }> {
  const name = readCodeText(obx.first(3)) ?? order.title;
  const leave = (why: 'no-kind' | 'invalid' | 'denied' | 'too-large') =>
    leaveOut(why, name) as Extract<Finding, { leftOut: unknown }>;
  const why = whyNot(obx);
  if (why) return leave(why);
  const status = (obx.get(11) ?? '').toUpperCase();
  const read = readValue(obx);
  if (read === 'file' || read === 'no-kind') return leave('no-kind');
  const isSaid = read !== 'empty';
  if (!isSaid && notes.length === 0 && !/^[XIPRS]$/.test(status)) return leave('invalid');
  const code = readCoded(obx.first(3));
  const range = readRange(obx);
  const flags = readFlags(obx.repetitions(8));
  const test: Test = {
    when: toApprox(readMoment(obx.get(14))),
    name,
    substance: order.specimen,
    clinicalCode: code?.code ? code : undefined,
    value: isSaid
      ? { measurement: read, ...(range && { ranges: [range] }), ...(flags.length > 0 && { flag: flags }) }
      : undefined,
    status: readStatus(status),
    note: joinNotes(notes),
  };
  return { key: keyOf(obx), isCorrected: status === 'C', isText: isSaid && isLine(obx), test };
}

/** What was observed, and which of several. */
function keyOf(obx: Segment): string {
  return [obx.get(3) ?? readCodeText(obx.first(3)) ?? '', obx.get(4) ?? ''].join(' ');
}

function* makeRadiology(order: Order, sender: Sender, sourceId: string | undefined): Generator<Finding> {
  const { title } = order;
  const { lines, leftOut } = readReport(order);
  yield* leftOut;
  const when = findMoments(order)
    .map(toExact)
    .find(date => date !== undefined);
  const resultText = joinNotes([...lines, ...order.notes]);
  if (!when || resultText === undefined) {
    if (!order.observations.some(({ obx }) => isFile(obx))) yield leaveOut('invalid', title);
    return;
  }
  const source = findLaboratory(order, sender);
  const note = sayStanding(order);
  yield makeFinding(radiologyResult, { when, title, resultText }, title, { source, sourceId, note });
}

/** Whether what was read in pictures is only preliminary, or corrects what was said before, for the note. */
function sayStanding({ obr, observations }: Order): string | undefined {
  const said = [obr.get(25), ...observations.map(({ obx }) => obx.get(11))].map(
    code => readStatus(code)?.text,
  );
  const standing = [...new Set(said)].filter(text => text !== undefined && text !== 'Complete');
  return standing.length === 0 ? undefined : `Status: ${standing.join(', ')}`;
}

/** What observations say, by their names where there are several. */
function readReport(order: Order): { lines: string[]; leftOut: Finding[] } {
  const { observations, title } = order;
  const nameOf = (obx: Segment) => readCodeText(obx.first(3)) ?? title;
  const taken = observations.filter(({ obx }) => !isFile(obx) && !whyNot(obx));
  const leftOut = observations.flatMap(({ obx }) => {
    const why = isFile(obx) ? undefined : whyNot(obx);
    return why ? [leaveOut(why, nameOf(obx))] : [];
  });
  const hasNames = new Set(taken.map(({ obx }) => nameOf(obx))).size > 1;
  const lines: string[] = [];
  let before: string | undefined;
  for (const { obx, notes } of taken) {
    const [name, read] = [nameOf(obx), readValue(obx)];
    if (typeof read !== 'string') {
      if (isLine(obx) && hasNames && name !== before) lines.push(`${name}:`);
      lines.push(isLine(obx) || !hasNames ? read.display : `${name}: ${read.display}`);
      before = name;
    }
    lines.push(...notes);
  }
  return { lines, leftOut };
}

function whyNot(obx: Segment): 'no-kind' | 'denied' | 'too-large' | undefined {
  const status = (obx.get(11) ?? '').toUpperCase();
  // Not asked for.
  if (isWithdrawn(obx) || status === 'N') return 'denied';
  // What was said with the order is no result, nor is where a file lies.
  if (status === 'O') return 'no-kind';
  return obx.isCut ? 'too-large' : undefined;
}

/** Deleted, or told as wrong: of another patient, say. */
export function isWithdrawn(obx: Segment): boolean {
  return /^[DW]$/i.test(obx.get(11) ?? '');
}

export function joinNotes(notes: readonly string[]): string | undefined {
  const text = notes.join('\n').trim();
  return text === '' ? undefined : text;
}

/** When it was observed, the specimen came, or the results did. */
function findMoments({ obr, observations }: Order) {
  const written = [obr.get(7), obr.get(14), ...observations.map(({ obx }) => obx.get(14)), obr.get(22)];
  return written.flatMap(one => readMoment(one) ?? []);
}

function findWhen(order: Order): ApproxDateTime | undefined {
  return toApprox(findMoments(order)[0]);
}

/** Who did the tests, or else who told of them. */
function findLaboratory({ observations }: Order, { facility, application }: Sender): string | undefined {
  const performers = new Set(observations.flatMap(({ obx }) => obx.get(23) ?? []));
  const [only] = performers;
  return performers.size === 1 ? only : (facility ?? application);
}

/** OBR-16 or ORC-12: an id, the family name, the given one. */
function readOrderer({ obr, orc }: Order): { name: string } | undefined {
  const value = obr.first(16) ?? orc?.first(12);
  const name = [value?.get(6), value?.get(3), value?.get(2)].filter(Boolean).join(' ');
  return name === '' ? undefined : { name };
}
