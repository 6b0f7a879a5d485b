// `stt` and `mtt`: an item as a row of a table, of its type alone or of several. The columns are what the definition of a
// type says; both have those of HealthVault besides, whose names begin with `wc-`.
import { escapeAttribute } from '../../../schema/escape.ts';
import { toCamel } from '../../../schema/schema.ts';
import { type DateValue, dateText } from '../../../things/common/dates.ts';
import { baseUnits, measuredText } from '../../../things/common/measurements.ts';
import { sayInEnglish } from '../../../things/common/say.ts';
import { putInOneLine } from '../../../things/common/strings.ts';
import { readItem } from '../../../things/data.ts';
import { type Field, fieldsOf, type ThingType, type ThingVersion, transform } from '../../../things/index.ts';
import type { ShownThing } from '../../things/query.ts';
import type { Seen } from '../../things/seen.ts';
import { makeShortForm, readNote } from '../../things/short-form.ts';
import { flag } from '../../things/thing.ts';

export interface Column {
  /** The name of the attribute in a row. */
  readonly tag: string;
  readonly label: string;
  /** By which it is seen at first. */
  readonly visible: boolean;
}

/** What every row has. */
const common: readonly Column[] = [
  { tag: 'wc-id', label: 'Id', visible: false },
  { tag: 'wc-version', label: 'Version', visible: false },
  { tag: 'wc-date', label: 'Date', visible: true },
  { tag: 'wc-type', label: 'Type', visible: false },
  { tag: 'wc-note', label: 'Note', visible: false },
  { tag: 'wc-tags', label: 'Tags', visible: false },
  { tag: 'wc-ispersonal', label: 'Personal', visible: false },
  { tag: 'wc-issigned', label: 'Signed', visible: false },
  { tag: 'summary', label: 'Summary', visible: true },
];

export function listColumns(type: ThingType, version: ThingVersion): Column[] {
  const own = listOwn(type, version).map(({ name, label }) => ({
    tag: name,
    label,
    visible: isAsked(type, name),
  }));
  return [...common, ...own];
}

function isAsked({ short }: ThingType, name: string): boolean {
  return (
    short.length === 0 || short.some(one => (typeof one === 'string' ? one : one.at).split('/')[0] === name)
  );
}

/** A field is a column by the name of its element, where that is none of those that every row has. */
function listOwn(type: ThingType, version: ThingVersion): readonly Field[] {
  const taken = new Set(common.map(({ tag }) => tag));
  return fieldsOf(type, version).filter(({ kind, name }) => kind === 'element' && !taken.has(name));
}

/** @param alone is it a table of one type? */
export function printRow(thing: ShownThing, seen: Seen, alone: boolean): string {
  const { type, version } = seen;
  const cells: Record<string, string | undefined> = {
    'wc-id': thing.id,
    'wc-version': thing.versionStamp,
    'wc-date': thing.effectiveDate,
    'wc-type': type.name,
    'wc-note': readNote(thing),
    'wc-tags': thing.tags ?? '',
    'wc-ispersonal': String((thing.flags & flag.personal) !== 0),
    'wc-issigned': String(thing.signature !== undefined),
    summary: makeShortForm(thing).summary,
  };
  if (alone) {
    const { value, version: kept } = readItem(thing);
    const shown = transform(type, value, kept, version) as Readonly<Record<string, unknown>>;
    for (const { name } of listOwn(type, version)) cells[name] = sayCell(shown[toCamel(name)]);
  }
  // Whoever makes a table takes its columns from the first row, so that each has them all.
  const attributes = Object.entries(cells).map(([name, text = '']) => ` ${name}="${escapeAttribute(text)}"`);
  return `<row${attributes.join('')}/>`;
}

const cellCharactersMax = 500;

/** What a field says, in words; nothing for what is too much for a cell. */
function sayCell(value: unknown): string {
  if (Array.isArray(value))
    return putInOneLine(value.map(sayOne).filter(Boolean).join('; '), cellCharactersMax);
  return putInOneLine(sayOne(value), cellCharactersMax);
}

function sayOne(value: unknown): string {
  if (typeof value !== 'object' || value === null)
    return value === undefined || value === null ? '' : String(value);
  const fields = value as Readonly<Record<string, unknown>>;
  if (typeof fields.text === 'string') return fields.text;
  if (typeof fields.display === 'string') return fields.display;
  if (typeof fields.full === 'string') return fields.full;
  if (isDate(fields)) return dateText(fields as unknown as DateValue, sayInEnglish);
  return sayMeasured(fields) ?? sayNamed(fields.name) ?? '';
}

function isDate(fields: Readonly<Record<string, unknown>>): boolean {
  if (typeof fields.descriptive === 'string' || typeof fields.y === 'number') return true;
  return 'structured' in fields ? !Array.isArray(fields.structured) : 'date' in fields;
}

function sayMeasured(fields: Readonly<Record<string, unknown>>): string | undefined {
  for (const [unit, shown] of Object.entries(baseUnits)) {
    const number = fields[toCamel(unit)];
    if (typeof number === 'number')
      return measuredText(number, shown, fields.display as Parameters<typeof measuredText>[2]);
  }
  return undefined;
}

function sayNamed(name: unknown): string | undefined {
  if (typeof name === 'string') return name;
  return typeof name === 'object' && name !== null ? sayOne(name) : undefined;
}
