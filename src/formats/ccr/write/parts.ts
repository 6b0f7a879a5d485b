// What the objects of a CCR are made of, written: descriptions, dates, measures; actors and comments, which stand at its end.
import type { CodableValue } from '../../../things/common/codable.ts';
import type { ApproxDate, DateValue, Time } from '../../../things/common/dates.ts';
import type { DisplayValue, GeneralMeasurement } from '../../../things/common/measurements.ts';
import type { Contact, Name, Person } from '../../../things/common/people.ts';
import { all, element, type Part, worded } from '../../clinical/xml.ts';

export function writeDescription(
  name: string,
  value: CodableValue | undefined,
  inside = '',
): string | undefined {
  return value && element(name, {}, worded('Text', value.text), writeCodes(value), inside);
}

function writeCodes({ code = [] }: CodableValue): string {
  return all(
    code.filter(({ value }) => value !== ''),
    one =>
      element(
        'Code',
        {},
        worded('Value', one.value),
        worded('CodingSystem', one.type),
        worded('Version', one.version),
      ),
  );
}

export function writeText(name: string, text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : element(name, {}, worded('Text', text));
}

/** `2026-01-05T08:15:00-05:00`, as far as it is known; undefined for words. */
function formatMoment(value: DateValue): string | undefined {
  if ('descriptive' in value) return undefined;
  if ('structured' in value) return formatMoment(value.structured);
  if ('y' in value) return formatDay(value);
  const day = formatDay(value.date);
  const zone = /^(Z|[+-]\d{2}:\d{2})$/.exec(value.tz?.text ?? '')?.[0] ?? '';
  return value.time && day.length === 10 ? `${day}T${formatTime(value.time)}${zone}` : day;
}

function formatDay({ y, m, d }: ApproxDate): string {
  if (m === undefined) return String(y);
  return d === undefined ? `${y}-${pad(m)}` : `${y}-${pad(m)}-${pad(d)}`;
}

function formatTime({ h, m, s = 0 }: Time): string {
  return `${pad(h)}:${pad(m)}:${pad(s)}`;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

/** @param type what the date means, as HealthVault said it */
export function writeDate(value: DateValue | undefined, type?: string): string | undefined {
  if (!value) return undefined;
  const moment = formatMoment(value);
  const words = 'descriptive' in value ? value.descriptive : undefined;
  return element(
    'DateTime',
    {},
    writeText('Type', type),
    worded('ExactDateTime', moment) ?? element('ApproximateDateTime', {}, worded('Text', words ?? 'Unknown')),
  );
}

export function writeMeasure(name: string, value: string | number, unit: string | undefined): string {
  return element(
    name,
    {},
    worded('Value', value),
    unit === undefined || unit === '' ? undefined : element('Units', {}, worded('Unit', unit)),
  );
}

/** Its number and unit where it has one, or else its words. */
export function writeMeasurement(
  name: string,
  measurement: GeneralMeasurement | undefined,
): string | undefined {
  if (!measurement) return undefined;
  const [first, ...others] = measurement.structured ?? [];
  if (first && others.length === 0) return writeMeasure(name, first.value, first.units.text);
  return writeMeasure(name, measurement.display || 'Unknown', undefined);
}

export function writeShown(
  name: string,
  base: number,
  unit: string,
  display: DisplayValue | undefined,
): string {
  return display ? writeMeasure(name, display.value, display.units) : writeMeasure(name, base, unit);
}

/** The actors and comments that objects refer to, each told once. */
export class Ends {
  readonly #actors: string[] = [];
  readonly #comments: string[] = [];
  readonly #written: string;

  constructor(written: string) {
    this.#written = written;
  }

  /** Adds an actor; answers its id. */
  addActor(inside: string, contact: Contact = {}): string {
    const id = `A${this.#actors.length + 1}`;
    // Whoever gives the CCR is the first, and speaks for every actor.
    const source = writeSource('A1');
    this.#actors.push(element('Actor', {}, worded('ActorObjectID', id), inside, writeReach(contact), source));
    return id;
  }

  addPerson(person: Person | undefined): string | undefined {
    return (
      person &&
      this.addActor(element('Person', {}, element('Name', {}, writePersonName(person.name))), person.contact)
    );
  }

  addOrganization(name: string | undefined, contact?: Contact): string | undefined {
    return name === undefined || name === ''
      ? undefined
      : this.addActor(element('Organization', {}, worded('Name', name)), contact);
  }

  /** Adds words; answers the element that refers to them. */
  addComment(text: string | undefined): string | undefined {
    if (text === undefined || text === '') return undefined;
    const id = `C${this.#comments.length + 1}`;
    this.#comments.push(
      element(
        'Comment',
        {},
        worded('CommentObjectID', id),
        element('DateTime', {}, worded('ExactDateTime', this.#written)),
        writeText('Description', text),
        element('Source', {}, worded('ActorID', 'A1')),
      ),
    );
    return worded('CommentID', id);
  }

  write(): string {
    return (
      element('Actors', {}, ...this.#actors) +
      (this.#comments.length === 0 ? '' : element('Comments', {}, ...this.#comments))
    );
  }
}

export function writePersonName({ full, title, first, middle, last, suffix }: Name): string {
  const parts =
    (worded('Given', first) ?? '') +
    (worded('Middle', middle) ?? '') +
    (worded('Family', last) ?? '') +
    (worded('Suffix', suffix?.text) ?? '') +
    (worded('Title', title?.text) ?? '');
  return (parts === '' ? '' : element('CurrentName', {}, parts)) + (worded('DisplayName', full) ?? '');
}

function writeReach({ address, phone, email }: Contact): string {
  return (
    all(address, one =>
      element(
        'Address',
        {},
        writeText('Type', one.description),
        worded('Line1', one.street[0]),
        worded('Line2', one.street.slice(1).join(', ')),
        worded('City', one.city),
        worded('County', one.county),
        worded('State', one.state),
        worded('Country', one.country),
        worded('PostalCode', one.postcode),
        one.isPrimary && worded('Priority', 'Primary'),
      ),
    ) +
    all(phone, one => writeNumber('Telephone', one.number, one)) +
    all(email, one => writeNumber('EMail', one.address, one))
  );
}

function writeNumber(
  name: string,
  value: string,
  { description, isPrimary }: { description?: string | undefined; isPrimary?: boolean | undefined },
): Part {
  return element(
    name,
    {},
    worded('Value', value) ?? element('Value'),
    writeText('Type', description),
    isPrimary && worded('Priority', 'Primary'),
  );
}

/** @param role of the actor in it, as HealthVault said it */
export function writeActor(name: string, actor: string | undefined, role?: string): string | undefined {
  return actor === undefined
    ? undefined
    : element(name, {}, worded('ActorID', actor), writeText('ActorRole', role));
}

export function writeSource(actor: string, ...others: readonly Part[]): string {
  return element('Source', {}, element('Actor', {}, worded('ActorID', actor)), ...others);
}
