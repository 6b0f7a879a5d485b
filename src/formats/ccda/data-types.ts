// The data types of HL7 version 3 as items hold them: CD, PQ, IVL, TS, II. What is null is undefined.
import type { CodableValue, CodedValue } from '../../things/common/codable.ts';
import type { ApproxDateTime, DateTime } from '../../things/common/dates.ts';
import type { GeneralMeasurement } from '../../things/common/measurements.ts';
import { type Amount, readNumber, toMeasurement } from '../clinical/amounts.ts';
import { findCodeSystem, makeCodable, makeCoded } from '../clinical/codes.ts';
import { type Moment, readMoment, sayMoment, toApprox, toExact } from '../clinical/dates.ts';
import type { Element } from '../clinical/element.ts';
import { type DocumentContext, readWords } from './context.ts';

export function isNull(element: Element): boolean {
  return element.attribute('nullFlavor') !== undefined;
}

/** What is coded, with the codes of other systems that say the same; undefined where it says neither word nor code. */
export function readCoded(element: Element | undefined, context: DocumentContext): CodableValue | undefined {
  if (!element) return undefined;
  const type = element.xsiType;
  if (type === 'ST' || type === 'ED') return makeCodable(readWords(element, context), []);
  const coded = [element, ...element.all('translation')];
  const codes = coded.map(readCode).filter(code => code !== undefined);
  const said = coded.map(one => one.attribute('displayName'));
  // Some programs write the word `null` where they have no name for a code.
  const names = said.map(name => (name === 'null' ? undefined : name));
  const original = readWords(element.find('originalText'), context);
  const text = names[0] ?? original ?? names.find(name => name !== undefined) ?? codes[0]?.value ?? said[0];
  return makeCodable(qualify(text, element), codes);
}

/** With what its qualifiers add: `Fracture of radius (left)`. */
function qualify(text: string | undefined, element: Element): string | undefined {
  const added = element
    .walk('qualifier', 'value')
    .flatMap(one => one.attribute('displayName') ?? [])
    .slice(0, 4);
  return text === undefined || added.length === 0 ? text : `${text} (${added.join(', ')})`;
}

function readCode(element: Element): CodedValue | undefined {
  const code = element.attribute('code');
  if (code === undefined || code === 'null' || isNull(element)) return undefined;
  const system = findCodeSystem(element.attribute('codeSystem'), element.attribute('codeSystemName'));
  return makeCoded(code, system, element.attribute('codeSystemVersion'));
}

export function readAmount(element: Element | undefined): Amount | undefined {
  if (!element) return undefined;
  const written = element.attribute('value');
  const value = readNumber(written);
  return value === undefined ? undefined : { value, unit: element.attribute('unit'), written };
}

/** A time, or the time from one to another. */
export interface Interval {
  readonly low: Moment | undefined;
  readonly high: Moment | undefined;
  /** Where it is one moment. */
  readonly at: Moment | undefined;
}

export function readInterval(element: Element | undefined): Interval {
  const at =
    readMoment(element?.attribute('value')) ?? readMoment(element?.find('center')?.attribute('value'));
  return {
    low: readMoment(element?.find('low')?.attribute('value')),
    high: readMoment(element?.find('high')?.attribute('value')),
    at,
  };
}

/** When it was, or began. */
export function readBegin(element: Element | undefined): ApproxDateTime | undefined {
  const { at, low, high } = readInterval(element);
  return toApprox(at ?? low ?? high);
}

/** The same, where it is known to the day. */
export function readExact(element: Element | undefined): DateTime | undefined {
  const { at, low, high } = readInterval(element);
  return toExact(at) ?? toExact(low) ?? toExact(high);
}

/** Until when, in words, where that is another moment than the beginning. */
export function sayEnd(element: Element | undefined): string | undefined {
  const { at, low, high } = readInterval(element);
  const end = sayMoment(high);
  return end === sayMoment(low ?? at) ? undefined : end;
}

const socialSecurity = '2.16.840.1.113883.4.1';

/** What identifies a statement, as its first good id says: `2.16.1/77`. */
export function readId(element: Element | undefined): string | undefined {
  const id = findId(element);
  const root = id?.attribute('root');
  const extension = id?.attribute('extension');
  return extension === undefined ? root : `${root}/${extension}`;
}

/** Who gave that id, where it says so. */
export function readAuthority(element: Element | undefined): string | undefined {
  return findId(element)?.attribute('assigningAuthorityName');
}

function findId(element: Element | undefined): Element | undefined {
  return element?.all('id').find(id => {
    const root = id.attribute('root');
    // The number of a social security is nobody's name for a statement.
    return root !== undefined && root !== socialSecurity && !isNull(id);
  });
}

/** What was found, whatever type it is of: in words, as a number where it is one, and as a code. */
export interface Value {
  readonly measurement: GeneralMeasurement;
  readonly amount?: Amount;
  readonly coded?: CodableValue;
}

export function readValue(element: Element | undefined, context: DocumentContext): Value | undefined {
  if (!element) return undefined;
  switch (element.xsiType) {
    case 'CD':
    case 'CE':
    case 'CO':
    case 'CV':
    case 'CS': {
      const coded = readCoded(element, context);
      return coded && { measurement: { display: coded.text }, coded };
    }
    case 'IVL_PQ':
    case 'IVL_INT':
    case 'IVL_REAL':
      return readSpan(element);
    case 'RTO':
    case 'RTO_PQ_PQ':
    case 'RTO_QTY_QTY':
      return readRatio(element);
    default:
      return readPlain(element, context);
  }
}

function readPlain(element: Element, context: DocumentContext): Value | undefined {
  const amount = readAmount(element);
  const measurement = amount && toMeasurement([amount]);
  if (amount && measurement) return { measurement, amount };
  if (element.xsiType === 'TS' || element.xsiType === 'IVL_TS') {
    const written = element.attribute('value') ?? element.find('low')?.attribute('value');
    return written === undefined ? undefined : { measurement: { display: written } };
  }
  const display =
    readWords(element, context) ?? element.attribute('value') ?? element.attribute('displayName');
  return display === undefined || isNull(element) ? undefined : { measurement: { display } };
}

/** `≤ 5 mg`, `5–7 mg`. */
function readSpan(element: Element): Value | undefined {
  const [low, high] = [readAmount(element.find('low')), readAmount(element.find('high'))];
  if (!low && !high) return readPlainAmount(element);
  const isOpen = ['low', 'high'].some(end => element.find(end)?.attribute('inclusive') === 'false');
  const measurement = low && high && !isOpen ? toMeasurement([low, high]) : undefined;
  if (measurement) return { measurement };
  // A result that lies beyond what can be measured is no number.
  const display = [
    sayBound(low, element.find('low'), ['>', '≥']),
    sayBound(high, element.find('high'), ['<', '≤']),
  ].filter(part => part !== undefined);
  return display.length === 0 ? undefined : { measurement: { display: display.join(', ') } };
}

/** `< 5 mg`: the first sign is that of an end that is not in it. */
function sayBound(
  amount: Amount | undefined,
  end: Element | undefined,
  [outside, inside]: readonly [string, string],
): string | undefined {
  const measurement = amount && toMeasurement([amount]);
  const sign = end?.attribute('inclusive') === 'false' ? outside : inside;
  return measurement && `${sign} ${measurement.display}`;
}

function readPlainAmount(element: Element): Value | undefined {
  const amount = readAmount(element);
  const measurement = amount && toMeasurement([amount]);
  return amount && measurement && { measurement, amount };
}

function readRatio(element: Element): Value | undefined {
  const parts = ['numerator', 'denominator'].flatMap(name => element.find(name) ?? []);
  const values = parts.flatMap(part => part.attribute('value') ?? []);
  if (values.length < 2) return undefined;
  const units = parts.map(part => part.attribute('unit') ?? '1');
  const hasUnits = units.some(unit => unit !== '1');
  const written = values.map((value, at) => (units[at] === '1' ? value : `${value} ${units[at]}`));
  return { measurement: { display: hasUnits ? written.join(' / ') : values.join(':') } };
}
