// Explanation of benefits: what an insurance was asked to pay and paid. Others say far less than the item must have, so only what
// bears our mark is one; theirs is held whole.
import explanationOfBenefits from '../../../things/explanation-of-benefits.ts';
import { text } from '../convert.ts';
import { dateTime } from '../dates.ts';
import { isMarked, known, makeMark, spanOf, unknownConcept } from '../elements.ts';
import { type Draft, getOwn, type Json, type JsonObject, listOf } from '../json.ts';
import { type Converter, defineMapping, type Row, rowsOf } from '../mapping.ts';
import { organizationReference } from '../people.ts';

const { row, rowBy } = rowsOf(explanationOfBenefits);

const base = 'http://terminology.hl7.org/CodeSystem/adjudication';
const carin = 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication';
const own = 'urn:keepwell:vocabulary:claim-amounts';

/** What an amount is called. */
const amounts: readonly (readonly [key: string, system: string, code: string])[] = [
  ['chargedAmount', base, 'submitted'],
  ['negotiatedAmount', own, 'negotiated'],
  ['copay', base, 'copay'],
  ['deductible', base, 'deductible'],
  ['amountNotCovered', carin, 'noncovered'],
  ['eligibleForBenefits', base, 'eligible'],
  ['coinsurance', carin, 'coinsurance'],
  ['miscellaneousAdjustments', own, 'adjustments'],
  ['benefitsPaid', base, 'benefit'],
  ['patientResponsibility', carin, 'memberliability'],
];

/** The currency, where its code is one of ISO 4217. */
function findCurrency(item: JsonObject): string | undefined {
  const codes = listOf(getOwn(item.currency, 'code')).map(one => getOwn(one, 'value'));
  return codes.find(code => typeof code === 'string' && /^[A-Z]{3}$/.test(code)) as string | undefined;
}

function writeAmounts(said: Json | undefined, currency: string | undefined): JsonObject[] {
  return amounts.flatMap(([key, system, code]) => {
    const amount = getOwn(said, key);
    const value = typeof amount === 'string' ? Number(amount) : Number.NaN;
    if (!Number.isFinite(value)) return [];
    return [
      {
        category: { coding: [{ system, code }] },
        amount: { value, ...(currency !== undefined && { currency }) },
      },
    ];
  });
}

function readAmounts(list: Json | undefined): JsonObject {
  const found: Draft = {};
  for (const one of listOf(list)) {
    const [coding] = listOf(getOwn(getOwn(one, 'category'), 'coding'));
    const key = amounts.find(
      ([, system, code]) => getOwn(coding, 'system') === system && getOwn(coding, 'code') === code,
    )?.[0];
    const value = getOwn(getOwn(one, 'amount'), 'value');
    if (key !== undefined && typeof value === 'number') found[key] = String(value);
  }
  return found;
}

const totals: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    const all = writeAmounts(item.claimTotals, findCurrency(item));
    if (all.length > 0) resource.total = all;
  },
  read(resource, item) {
    const found = readAmounts(resource.total);
    if (Object.keys(found).length > 0) item.claimTotals = found;
  },
};

const dates = spanOf('serviceDates.startDate', 'serviceDates.endDate', 'servicedPeriod');

const services: Pick<Row, 'write' | 'read'> = {
  write(item, resource, settings) {
    const currency = findCurrency(item);
    resource.item = listOf(item.services).map((one, at) => {
      const service = one as JsonObject;
      const kind = service.serviceType === undefined ? undefined : known.write(service.serviceType, settings);
      const adjudication = writeAmounts(service.claimAmounts, currency);
      const written: Draft = {
        sequence: at + 1,
        productOrService: kind ?? unknownConcept,
        ...(adjudication.length > 0 && { adjudication }),
      };
      dates.write(service, written, settings);
      return written;
    });
  },
  read(resource, item, settings) {
    const all = listOf(resource.item).map(one => {
      const said = getOwn(one, 'productOrService');
      const kind = said === undefined ? undefined : known.read(said, settings);
      const claimAmounts = readAmounts(getOwn(one, 'adjudication'));
      const service: Draft = { ...(kind !== undefined && { serviceType: kind }), claimAmounts };
      dates.read((one ?? {}) as JsonObject, service, settings);
      return service;
    });
    if (all.length > 0) item.services = all;
  },
};

/** Who pays is whose insurance it is, too. */
const member: Converter<string> = {
  write: value =>
    typeof value === 'string' ? [{ focal: true, coverage: { identifier: { value } } }] : undefined,
  read: json =>
    text.read(getOwn(getOwn(getOwn(listOf(json)[0], 'coverage'), 'identifier'), 'value') ?? null, {
      zone: 'UTC',
    }),
};

const organization = organizationReference as Converter<never>;

export default defineMapping(explanationOfBenefits, {
  resourceType: 'ExplanationOfBenefit',
  subject: 'patient',
  fixed: {
    meta: { tag: listOf(makeMark(explanationOfBenefits).coding) },
    status: 'active',
    type: unknownConcept,
    use: 'claim',
    insurer: { display: 'Unknown' },
    provider: { display: 'Unknown' },
    outcome: 'complete',
  },
  rows: [
    row('claimId', 'identifier[0].value', text),
    row('claimType', 'type', known),
    row('dateSubmitted', 'created', dateTime),
    row('plan', 'insurer', organization),
    row('provider', 'provider', organization),
    row('submittedBy', 'enterer', organization),
    row('memberId', 'insurance', member, 'The number of the coverage.'),
    rowBy('claimTotals', 'total', totals),
    rowBy('services', 'item', services, 'What was done, when, and the amounts of each.'),
  ],
  takes: resource => isMarked(resource, explanationOfBenefits),
});
