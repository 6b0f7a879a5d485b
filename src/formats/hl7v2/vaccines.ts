// VXU, and answers of registries: what was injected (RXA), how and where (RXR), and which dose it was (OBX).
import { type CodableValue, words } from '../../things/common/codable.ts';
import immunization, { type Immunization } from '../../things/immunization.ts';
import { readMoment, toApprox } from '../clinical/dates.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import { readCoded, readCodeText } from './codes.ts';
import { segmentsPerOrderMax } from './limits.ts';
import { isWithdrawn, joinNotes, type Sender } from './orders.ts';
import type { Segment, Value } from './segments.ts';
import { readValue } from './values.ts';

/** A vaccine whose segments come one by one. */
export class Given {
  readonly rxa: Segment;
  readonly orc: Segment | undefined;
  readonly #observations: Segment[] = [];
  readonly #notes: string[] = [];
  #rxr: Segment | undefined;

  constructor(rxa: Segment, orc: Segment | undefined) {
    this.rxa = rxa;
    this.orc = orc;
  }

  /** What comes beyond measure says nothing more. */
  add(segment: Segment): void {
    if (segment.name === 'RXR') this.#rxr ??= segment;
    else if (segment.name === 'OBX' && this.#observations.length < segmentsPerOrderMax)
      this.#observations.push(segment);
    else if (segment.name === 'NTE' && this.#notes.length < segmentsPerOrderMax)
      this.#notes.push(...segment.repetitions(3).map(({ text }) => text));
  }

  /** What tells it from others, with its number; undefined where it has none. */
  getKey({ facility, application }: Sender): string | undefined {
    const name = this.#name(facility ?? application);
    return name === undefined ? undefined : JSON.stringify([name, this.rxa.get(3)]);
  }

  get isTakenBack(): boolean {
    return isTakenBack(this.rxa);
  }

  /** The vaccine, or why it is none, and then what was observed beside it, too. */
  read(sender: Sender): Finding[] {
    const finding = this.#readVaccine(sender);
    return 'candidate' in finding
      ? [finding]
      : [finding, ...this.#observations.map(obx => leaveOut('no-kind', nameOf(obx)))];
  }

  #readVaccine({ facility, application }: Sender): Finding {
    const { rxa } = this;
    const name = readCoded(rxa.first(5));
    const told = name?.text ?? 'RXA';
    if (isNotGiven(rxa)) return leaveOut('denied', told);
    if (!name) return leaveOut('invalid', told);
    const moment = readMoment(rxa.get(3));
    const place = rxa.get(11, 4) ?? rxa.get(11);
    const by = readPerson(rxa.first(10));
    const administrator = by ?? place;
    const value: Immunization = {
      name,
      administrationDate: moment && toApprox(moment),
      administrator:
        administrator === undefined ? undefined : { name: { full: administrator }, organization: place },
      manufacturer: readCoded(rxa.first(17)),
      lot: rxa.get(15),
      route: readCoded(this.#rxr?.first(1)),
      expirationDate: readMoment(rxa.get(16))?.date,
      sequence: this.#find(doseNumber),
      anatomicSurface: readCoded(this.#rxr?.first(2)),
    };
    const source = facility ?? application;
    const note = joinNotes([...sayDose(rxa), ...sayHistory(rxa), ...this.#sayOthers(), ...this.#notes]);
    return makeFinding(immunization, value, told, { source, note, sourceId: this.#name(source) });
  }

  /** What was observed of it, by LOINC's code. */
  #find(code: string): string | undefined {
    const obx = this.#observations.find(one => one.get(3) === code && !isWithdrawn(one));
    return obx && sayValue(obx);
  }

  /** `Reaction: Hives`. */
  #sayOthers(): string[] {
    const others = this.#observations.filter(one => one.get(3) !== doseNumber && !isWithdrawn(one));
    return others.map(one => [nameOf(one), sayValue(one)].filter(Boolean).join(': '));
  }

  /** By the number of who gave it; many send 9999 where they have none. */
  #name(source: string | undefined): string | undefined {
    const number = this.orc?.get(3);
    if (number === undefined || number === '9999') return undefined;
    return JSON.stringify(['vaccine', this.orc?.get(3, 2) ?? source ?? '', number, this.rxa.get(5) ?? '']);
  }
}

const doseNumber = '30973-2';

function nameOf(obx: Segment): string {
  return readCodeText(obx.first(3)) ?? 'OBX';
}

function sayValue(obx: Segment): string | undefined {
  const read = readValue(obx);
  return typeof read === 'object' ? read.display : undefined;
}

/** CVX has a code for “none”; others were refused, not given, or are taken back. */
function isNotGiven(rxa: Segment): boolean {
  const status = (rxa.get(20) ?? '').toUpperCase();
  return (
    rxa.get(5) === '998' ||
    status === 'RE' ||
    status === 'NA' ||
    isTakenBack(rxa) ||
    rxa.first(18) !== undefined
  );
}

function isTakenBack(rxa: Segment): boolean {
  return (rxa.get(21) ?? '').toUpperCase() === 'D';
}

/** Systems write 999 for what they do not know. */
function sayDose(rxa: Segment): string[] {
  const [dose, unit] = [rxa.get(6), readCodeText(rxa.first(7))];
  return dose === undefined || dose === '999' ? [] : [`Dose: ${[dose, unit].filter(Boolean).join(' ')}`];
}

/** Where who tells of it did not give it themselves. */
function sayHistory(rxa: Segment): string[] {
  const said: CodableValue | undefined = rxa
    .repetitions(9)
    .map(value => words(readCodeText(value)))
    .find(one => one !== undefined);
  return said && rxa.get(9) !== '00' ? [said.text] : [];
}

function readPerson(value: Value | undefined): string | undefined {
  const full = [value?.get(6), value?.get(3), value?.get(2)].filter(Boolean).join(' ');
  return full === '' ? undefined : full;
}
