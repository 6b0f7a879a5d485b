// Medicines: what is taken, how it was prescribed, and what pharmacies handed out.
import { type CodableValue, makeWcCoded, words } from '../../things/common/codable.ts';
import type { ApproxDateTime } from '../../things/common/dates.ts';
import { findDenial } from '../../things/common/denials.ts';
import type { GeneralMeasurement } from '../../things/common/measurements.ts';
import medication, { type Prescription } from '../../things/medication.ts';
import medicationFill from '../../things/medication-fill.ts';
import { readNumber, toMeasurement } from '../clinical/amounts.ts';
import { hasCode, joinCodables, lookUp, makeLookUp, type Word } from '../clinical/codes.ts';
import { toApprox } from '../clinical/dates.ts';
import type { Element } from '../clinical/element.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import { readWords, type SectionContext, sdtc } from './context.ts';
import { readAmount, readBegin, readCoded, readInterval } from './data-types.ts';
import { keepDenial } from './denied.ts';
import { readOrganization, readPerson } from './people.ts';
import { readSchedule } from './schedules.ts';
import {
  describe,
  findRelated,
  getStatus,
  hasTemplate,
  isNegated,
  label,
  relatedTo,
  whyNothing,
} from './statement.ts';

export function* readMedications(statement: Element, context: SectionContext): Generator<Finding> {
  if (statement.name === 'supply') {
    yield readFill(statement, statement, context);
    return;
  }
  const given = findAdministrations(statement);
  if (given.length === 0) yield leaveOut('invalid', context.title);
  for (const one of given) {
    yield readMedication(one, context);
    for (const fill of findSupplies(one, 'EVN')) yield readFill(fill, one, context);
    for (const further of findInner(one)) if (!isSig(further)) yield leaveOut('no-kind', context.title);
  }
}

/** Those in an act that keeps the medicines of a discharge or an admission, or one alone. */
function findAdministrations(statement: Element): Element[] {
  if (statement.name === 'substanceAdministration') return [statement];
  return relatedTo(statement).filter(one => one.name === 'substanceAdministration');
}

/** Administrations within one: the words of how it is taken, and what else belongs to it. */
function findInner(one: Element): Element[] {
  return relatedTo(one).filter(({ name }) => name === 'substanceAdministration');
}

const isSig = (one: Element) => hasTemplate(one, '22.4.147');

/** Supplies that were made (EVN), or ordered (INT). */
export function findSupplies(administration: Element, mood: 'EVN' | 'INT'): Element[] {
  return relatedTo(administration).filter(
    one => one.name === 'supply' && (one.attribute('moodCode') === 'INT' ? 'INT' : 'EVN') === mood,
  );
}

/** A medicine of any kind, which those who take none are said not to take. */
export const anyMedicine = new Set(['410942007']);

function readMedication(one: Element, context: SectionContext): Finding {
  const name = readProduct(one.find('consumable', 'manufacturedProduct'), context) ?? readTold(one, context);
  const denial = findDenial(name);
  if (denial) return keepDenial(denial, one, name, 'No known medicines', context);
  const isAny = hasCode(name, anyMedicine);
  if (isNegated(one) || isAny)
    return isNegated(one) && (isAny || !name)
      ? keepDenial('none', one, undefined, 'No known medicines', context)
      : leaveOut('denied', context.title);
  if (!name) return leaveOut(whyNothing(findMaterial(one)), context.title);
  const { started, ended, schedule } = readTimes(one, context);
  const prescription = readPrescription(one, context);
  const told = readWords(one.find('text'), context);
  const sig = readSig(one, [told, prescription?.instructions?.text], context);
  const isFrequency = sig !== undefined && !schedule && sig.length <= sigMax;
  const about = describe(
    one,
    context,
    told !== undefined && !name.text.includes(told) ? told : undefined,
    isFrequency ? undefined : label('Instructions', sig),
    label('Dose', readBareZero(one, context)),
    label('Rate', sayAmount(one.find('rateQuantity'))),
    label('At most', sayMost(one)),
    label('Status', readStatus(one, ended, context)),
  );
  const value = {
    name,
    dose: readDose(one, context),
    frequency: isFrequency ? { display: sig } : schedule,
    route: readRoute(one, context),
    indication: joinCodables(readIndications(one, context)),
    dateStarted: started,
    dateDiscontinued: ended,
    prescribed: prescription && makeWcCoded('medication-prescribed', 'prescribed', 'Prescribed'),
    prescription,
  };
  return makeFinding(medication, value, context.title, about);
}

/** Whether it is taken no more, or not yet; undefined where it is, and where the day that it ended says so. */
function readStatus(
  one: Element,
  ended: ApproxDateTime | undefined,
  context: SectionContext,
): string | undefined {
  const said = readCoded(findRelated(one, '33999-4', '22.4.47', '1.47')?.find('value'), context);
  if (hasCode(said, new Set(['55561003'])) && said?.text === '55561003') return undefined;
  const status = said?.text ?? getStatus(one);
  if (status === undefined || /^(active|new)$/i.test(status)) return undefined;
  return ended !== undefined && said === undefined && status === 'completed' ? undefined : status;
}

/** What is given, as it is coded. */
export function findMaterial(one: Element): Element | undefined {
  return one.find('consumable', 'manufacturedProduct', 'manufacturedMaterial', 'code');
}

/** A product by its code; where that has no name, by what it is called. */
export function readProduct(product: Element | undefined, context: SectionContext): CodableValue | undefined {
  const material = product?.find('manufacturedMaterial') ?? product?.find('manufacturedLabeledDrug');
  const coded = readCoded(material?.find('code'), context);
  const name = material?.find('name')?.text(500);
  if (!coded) return words(name);
  const isBare = coded.code?.some(({ value }) => value === coded.text);
  return isBare && name !== undefined ? { ...coded, text: name } : coded;
}

/** Medicines whose product is null stand in words alone. */
function readTold(one: Element, context: SectionContext): CodableValue | undefined {
  const told = readWords(one.find('text'), context);
  return told === undefined || told.length > 500 ? undefined : { text: told };
}

interface Times {
  readonly started: ApproxDateTime | undefined;
  readonly ended: ApproxDateTime | undefined;
  readonly schedule: GeneralMeasurement | undefined;
}

function readTimes(one: Element, context: SectionContext): Times {
  const times = one.all('effectiveTime');
  const spans = times.filter(time => !isSchedule(time)).map(readInterval);
  const low = spans.find(span => span.low ?? span.at);
  const asNeeded = readCondition(one, context);
  const schedule = readSchedule(times.filter(isSchedule), asNeeded);
  return {
    started: toApprox(low?.low ?? low?.at),
    ended: toApprox(spans.find(span => span.high)?.high),
    schedule,
  };
}

function isSchedule(time: Element): boolean {
  return (
    /^(PIVL_TS|EIVL_TS|SXPR_TS|PIVL_PPD_TS)$/.test(time.xsiType ?? '') ||
    time.find('period') !== undefined ||
    time.find('event') !== undefined
  );
}

/** In which case it is to be taken. */
function readCondition(one: Element, context: SectionContext): string | undefined {
  const criterion = one.find('precondition', 'criterion');
  if (!criterion) return undefined;
  const said = readCoded(criterion.find('value'), context) ?? readCoded(criterion.find('code'), context);
  const text =
    said && !hasCode(said, new Set(['ASSERTION'])) ? said.text : readWords(criterion.find('text'), context);
  return text ?? 'as needed';
}

function readDose(one: Element, context: SectionContext): GeneralMeasurement | undefined {
  const dose = one.find('doseQuantity');
  const amounts = [dose, dose?.find('low'), dose?.find('high')].flatMap(part => readAmount(part) ?? []);
  if (amounts.length > 0 && readBareZero(one, context) === undefined)
    return toMeasurement(amounts, readCountedIn(one, context));
  const told = dose && readWords(dose.find('translation', 'originalText'), context);
  return told === undefined ? undefined : { display: told };
}

/** How a medicine that is planned is to be taken, in words: a plan has no fields for it. */
export function sayDosage(one: Element, context: SectionContext): string | undefined {
  if (one.name !== 'substanceAdministration') return undefined;
  const said = [
    label('Dose', readDose(one, context)?.display ?? readBareZero(one, context)),
    label('Rate', sayAmount(one.find('rateQuantity'))),
    label('At most', sayMost(one)),
    label('How often', readTimes(one, context).schedule?.display),
    label('Route', readRoute(one, context)?.text),
    label('Instructions', readSig(one, [], context)),
  ];
  return said.filter(part => part !== undefined).join('\n') || undefined;
}

/** Longer words say more than how often something is taken. */
const sigMax = 200;

/** How it is taken, in words that were not read already. */
function readSig(
  one: Element,
  known: readonly (string | undefined)[],
  context: SectionContext,
): string | undefined {
  const words = findInner(one)
    .filter(isSig)
    .flatMap(inner => readWords(inner.find('text'), context) ?? [])
    .filter(text => !known.some(other => other?.includes(text)));
  return [...new Set(words)].join('\n') || undefined;
}

/** An amount, or one from low to high, in words. */
function sayAmount(amount: Element | undefined): string | undefined {
  const parts = [amount, amount?.find('low'), amount?.find('high')];
  return toMeasurement(parts.flatMap(part => readAmount(part) ?? []))?.display;
}

/** The most that may be taken in a time: `4 tablets / 1 d`. */
function sayMost(one: Element): string | undefined {
  const most = one.find('maxDoseQuantity');
  const parts = [most?.find('numerator'), most?.find('denominator')].map(sayAmount);
  return parts[0] === undefined ? undefined : parts.filter(Boolean).join(' / ');
}

/** What a dose counts: tablets, puffs. */
function readCountedIn(one: Element, context: SectionContext): string | undefined {
  const unit = readCoded(one.find('administrationUnitCode'), context);
  // A code of a form that has no name says nothing to anybody.
  return unit?.code?.some(({ value }) => value === unit.text) ? undefined : unit?.text;
}

/** A dose of 0 of nothing countable, as it is written: many programs write it where they know no dose. */
function readBareZero(one: Element, context: SectionContext): string | undefined {
  const dose = readAmount(one.find('doseQuantity'));
  const isBare = dose?.value === 0 && (dose.unit === undefined || dose.unit === '1');
  return isBare && readCountedIn(one, context) === undefined ? dose.written : undefined;
}

const routes = makeLookUp<Word>({
  'C38288, 26643006, PO, oral': ['po', 'By mouth'],
  'C38284, 46713006, NASINHL, nasal': ['nas', 'In the nose (spray/drops)'],
  'C38216, 447694001, 418730005, IPINHL, inhalation': ['inh', 'Inhaled'],
  'C28161, 78421000, C38299, 34206005, intramuscular, subcutaneous': ['inj', 'By injection'],
  'C38276, 47625008, IV, intravenous': ['iv', 'Through an intravenous (IV) line'],
  'C38287, 54485002, OPTHALMIC, ophthalmic': ['oph', 'In the eye'],
  'C38192, 10547007, OTIC, auricular': ['otic', 'In the ear'],
  'C38295, 37161004, PR, rectal': ['pr', 'Rectal'],
  'C38300, 37839007, SL, sublingual': ['sl', 'Under the tongue'],
  'C38313, 16857009, VAGINS, vaginal': ['vag', 'Vaginal'],
  'C38304, 6064005, TOPICAL, topical': ['top', 'Through the skin'],
});

/** With HealthVault's own code beside that of the clinic, and its words where the clinic has none. */
export function readRoute(one: Element, context: SectionContext): CodableValue | undefined {
  const route = readCoded(one.find('routeCode'), context);
  const own = lookUp(route, routes);
  if (!route || !own) return route;
  const isBare = route.code?.some(({ value }) => value === route.text);
  const wc = makeWcCoded('medication-routes', ...own);
  return { text: isBare ? wc.text : route.text, code: [...(route.code ?? []), ...(wc.code ?? [])] };
}

function readIndications(one: Element, context: SectionContext): CodableValue[] {
  return relatedTo(one)
    .filter(related => hasTemplate(related, '22.4.19') || related.name === 'observation')
    .filter(related => hasTemplate(related, '22.4.19', '1.28') || isReason(one, related))
    .flatMap(related => readCoded(related.find('value'), context) ?? []);
}

function isReason(one: Element, related: Element): boolean {
  return relatedTo(one, 'RSON').some(({ index }) => index === related.index);
}

function readPrescription(one: Element, context: SectionContext): Prescription | undefined {
  const order = findSupplies(one, 'INT')[0];
  const author = order?.find('author') ?? one.find('author');
  const prescribedBy = readPerson(author?.find('assignedAuthor'), context);
  const instructions = readInstructions(order ? [one, order] : [one], context);
  if (!order && !instructions && !(prescribedBy && one.attribute('moodCode') === 'INT')) return undefined;
  const amount = readAmount(order?.find('quantity'));
  // The first supply counts among those that are allowed.
  const fills = readNumber(order?.find('repeatNumber')?.attribute('value'));
  const days = readDaysSupply(order);
  return {
    prescribedBy: prescribedBy ?? { name: { full: 'Unknown' } },
    datePrescribed: readBegin(author?.find('time')),
    amountPrescribed: amount && toMeasurement([amount]),
    refills: fills === undefined || !Number.isInteger(fills) || fills < 1 ? undefined : fills - 1,
    daysSupply: days,
    instructions,
  };
}

function readDaysSupply(supply: Element | undefined): number | undefined {
  const width = readAmount(
    supply?.find('expectedUseTime', 'width') ?? supply?.findOf(sdtc, 'expectedUseTime')?.find('width'),
  );
  return width && /^d$/.test(width.unit ?? '') && Number.isInteger(width.value) && width.value > 0
    ? width.value
    : undefined;
}

function readInstructions(statements: readonly Element[], context: SectionContext): CodableValue | undefined {
  const told = statements
    .flatMap(one => relatedTo(one))
    .filter(
      one =>
        one.name === 'act' &&
        (hasTemplate(one, '22.4.20', '22.4.147', '1.49') ||
          /^(INT|SUBJ)$/.test(one.attribute('moodCode') ?? '')),
    )
    .flatMap(one => readWords(one.find('text'), context) ?? []);
  return words([...new Set(told)].join('\n') || undefined);
}

function readFill(fill: Element, one: Element, context: SectionContext): Finding {
  const product = one.find('consumable', 'manufacturedProduct');
  const name =
    readProduct(fill.find('product', 'manufacturedProduct'), context) ?? readProduct(product, context);
  if (isNegated(fill) || findDenial(name) || hasCode(name, anyMedicine))
    return leaveOut('denied', context.title);
  if (!name) return leaveOut('invalid', context.title);
  const performer = fill.find('performer', 'assignedEntity');
  const quantity = readAmount(fill.find('quantity'));
  const filled = toMeasurement(quantity ? [quantity] : [])?.display;
  const value = {
    name,
    dateFilled: readBegin(fill.find('effectiveTime')),
    daysSupply: readDaysSupply(fill),
    pharmacy: readOrganization(performer?.find('representedOrganization'), context),
  };
  return makeFinding(
    medicationFill,
    value,
    context.title,
    describe(fill, context, label('Quantity', filled)),
  );
}
