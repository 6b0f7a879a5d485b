// HL7 v2: results that laboratories send (ORU, OUL), documents (MDM) and vaccines (VXU), one message after the other, in batches or
// as they came over a wire. Of the patient (PID) the name is told, for the person to say whether it is theirs; nothing becomes an item.

import { makeTable } from '../../schema/table.ts';
import { type Finding, type Format, leaveOut, UnreadableFile } from '../format.ts';
import { Tally } from '../readings/tally.ts';
import { countMark } from '../text/lines.ts';
import { readCodeText } from './codes.ts';
import { readDocument } from './documents.ts';
import { ordersHeldMax } from './limits.ts';
import { nameSender, Order, OrderReader, type Sender } from './orders.ts';
import { readSegments, type Segment } from './segments.ts';
import { Given } from './vaccines.ts';

export const hl7v2: Format = {
  id: 'hl7v2',

  matches({ head }) {
    return isMessages(head) || isUtf16(head);
  },

  async *read(file, options) {
    if (isUtf16(await file.read(0, 64))) throw new UnreadableFile('wrong-encoding');
    const messages = new Messages();
    for await (const segment of readSegments(file, options)) yield* messages.take(segment);
    yield* messages.finish();
  },
};

function isMessages(head: Uint8Array): boolean {
  const text = Buffer.from(head.subarray(countMark(head), countMark(head) + 256)).toString('latin1');
  return /^[\s\v]*(MSH|FHS|BHS)([^\w\s])[^\w\s]{1,5}\2/.test(text);
}

/** A segment in UTF-16, which messages name in a character set that nobody could read before. */
function isUtf16(head: Uint8Array): boolean {
  const text = Buffer.from(head.subarray(0, 64)).toString('latin1');
  return /^(\xff\xfe|\xfe\xff)?\0?(M\0S\0H|F\0H\0S|B\0H\0S)\0?[^\w\s]/.test(text);
}

type Kind = 'results' | 'document' | 'vaccines' | 'other';

/** By what stands before the event. */
const kinds: Readonly<Record<string, Kind>> = makeTable({
  ORU: 'results',
  OUL: 'results',
  MDM: 'document',
  VXU: 'vaccines',
  RSP: 'vaccines',
});

/** Allergies, diagnoses, problems, procedures, medicines: the field that names them, in whatever message they stand. */
const untaken: Readonly<Record<string, number>> = makeTable({
  AL1: 3,
  IAM: 3,
  DG1: 3,
  PRB: 3,
  PR1: 3,
  RXE: 2,
  RXO: 1,
  RXD: 2,
  RXG: 4,
});

function nameUntaken(segment: Segment): string {
  const { name } = segment;
  const field = untaken[name] ?? (name === 'RXA' ? 5 : 3);
  return [name, readCodeText(segment.first(field))].filter(Boolean).join(' ');
}

class Messages {
  readonly #orders = new OrderReader();
  readonly #leftOut = new Tally();
  readonly #places = new Map<string, number>();
  #kind: Kind = 'other';
  #sender: Sender = { application: undefined, facility: undefined };
  #header: Segment | undefined;
  #orc: Segment | undefined;
  #txa: Segment | undefined;
  #order: Order | undefined;
  #given: Given | undefined;
  #vaccines: { readonly key: string; readonly finding: Finding }[] = [];
  #person: string | undefined;

  *take(segment: Segment): Generator<Finding> {
    if (segment.name === 'MSH') {
      yield* this.#close();
      this.#begin(segment);
    } else if (!this.#header) return;
    else if (this.#isUntaken(segment)) this.#leftOut.add('no-kind', nameUntaken(segment));
    else if (this.#kind === 'other') return;
    else if (segment.name === 'PID') yield* this.#tellPerson(segment);
    else if (segment.name === 'ORC') {
      yield* this.#close();
      this.#orc = segment;
    } else if (segment.name === 'OBR') {
      if (this.#order) yield* this.#close();
      this.#order = new Order(segment, this.#orc);
      this.#orc = undefined;
    } else if (segment.name === 'RXA' && this.#kind === 'vaccines') {
      yield* this.#close();
      this.#given = new Given(segment, this.#orc);
      this.#orc = undefined;
    } else if (this.#given && /^(RXR|OBX|NTE)$/.test(segment.name)) this.#given.add(segment);
    else if (segment.name === 'TXA') this.#txa = segment;
    else if (/^(OBX|NTE|SPM)$/.test(segment.name)) this.#add(segment);
  }

  *finish(): Generator<Finding> {
    yield* this.#close();
    yield* this.#sort(this.#vaccines.map(({ finding }) => finding));
    yield* this.#sort(this.#orders.finish());
    yield* this.#leftOut.tell();
  }

  /** PID-5: the family name, the given one, others. The same name again is nothing new. */
  *#tellPerson(pid: Segment): Generator<Finding> {
    yield* this.#close();
    const name = pid.first(5);
    const person = [name?.get(2), name?.get(3), name?.get(1)].filter(Boolean).join(' ');
    const key = JSON.stringify([pid.get(3), person.toLowerCase(), pid.get(7)?.slice(0, 8)]);
    this.#sender = { ...this.#sender, patient: { name: person, key } };
    if (person === '' || person === this.#person) return;
    this.#person = person;
    yield { person };
  }

  /** What says something of the person that its kind of message does not bring in. */
  #isUntaken({ name }: Segment): boolean {
    const isOther =
      (name === 'OBX' && this.#kind === 'other') || (name === 'RXA' && this.#kind !== 'vaccines');
    return isOther || untaken[name] !== undefined;
  }

  #begin(header: Segment): void {
    const [code, event] = [header.get(9) ?? '', header.get(9, 2)];
    this.#kind = kinds[code] ?? 'other';
    this.#header = header;
    this.#sender = { application: header.get(3), facility: header.get(4) };
    this.#places.clear();
    this.#txa = undefined;
    this.#orc = undefined;
    if (this.#kind === 'other')
      this.#leftOut.add('no-kind', [code || 'MSH', event].filter(Boolean).join('^'));
  }

  #add(segment: Segment): void {
    // In a document the observations are its text; the order before it is what it was written for.
    if (!this.#order && this.#kind === 'document' && this.#txa) this.#order = new Order(this.#txa, this.#orc);
    if (this.#order) this.#order.add(segment);
    else if (segment.name === 'OBX') this.#leftOut.add('invalid', 'OBX');
  }

  *#close(): Generator<Finding> {
    const given = this.#given;
    this.#given = undefined;
    if (given) yield* this.#sort(this.#readGiven(given));
    const isUntold = this.#kind === 'document' && this.#txa && !this.#order;
    const order = isUntold && this.#txa ? new Order(this.#txa, undefined) : this.#order;
    this.#order = undefined;
    if (!order) return;
    yield* this.#sort(this.#read(order));
  }

  /** A vaccine waits for its withdrawal, as long as others fit. */
  *#readGiven(given: Given): Generator<Finding> {
    const name = given.getKey(this.#sender);
    const key = name === undefined ? undefined : JSON.stringify([name, this.#sender.patient?.key]);
    if (given.isTakenBack && key !== undefined)
      this.#vaccines = this.#vaccines.filter(one => one.key !== key);
    for (const one of given.read(this.#sender)) {
      const finding = nameSender(one, this.#sender);
      if (key === undefined || 'leftOut' in finding) yield finding;
      else this.#vaccines.push({ key, finding });
    }
    while (this.#vaccines.length > ordersHeldMax) {
      const oldest = this.#vaccines.shift();
      if (oldest) yield oldest.finding;
    }
  }

  /** What became nothing is told at the end, each name once. */
  *#sort(findings: Iterable<Finding>): Generator<Finding> {
    for (const finding of findings) {
      if (!('leftOut' in finding)) yield finding;
      else this.#leftOut.add(finding.leftOut.why, finding.leftOut.what, finding.leftOut.count);
    }
  }

  #read(order: Order): Iterable<Finding> {
    if (this.#kind === 'document' && this.#txa)
      return [...readDocument(order, this.#txa, this.#sender)].map(one => nameSender(one, this.#sender));
    if (this.#kind === 'document') return [leaveOut('invalid', order.title)];
    return this.#orders.read(order, this.#sender, this.#name(order));
  }

  /** By the number that who filled the order gave it, or who placed it, and what was ordered. */
  #name({ obr, orc }: Order): string | undefined {
    const filler = obr.first(3) ?? orc?.first(3);
    const placer = obr.first(2) ?? orc?.first(2);
    const number = filler?.get(1) ?? placer?.get(1);
    if (number === undefined) return undefined;
    const by = (filler ?? placer)?.get(2) ?? this.#sender.facility ?? this.#sender.application ?? '';
    const name = JSON.stringify([
      filler ? 'filler' : 'placer',
      by,
      number,
      obr.get(4) ?? obr.get(4, 4) ?? '',
    ]);
    const place = (this.#places.get(name) ?? 0) + 1;
    this.#places.set(name, place);
    return place === 1 ? name : `${name} ${place}`;
  }
}
