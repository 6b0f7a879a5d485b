// Insurance plan: who pays for care, and the numbers on its card.
import insurancePlan from '../../../things/insurance-plan.ts';
import { codeable, isWritable } from '../codes.ts';
import { text } from '../convert.ts';
import { dateTime } from '../dates.ts';
import { absent, hasStatus, isSaying } from '../elements.ts';
import { getOwn, type Json, type JsonObject, listOf } from '../json.ts';
import { defineMapping, type Row, rowsOf } from '../mapping.ts';
import { getAtPath } from '../paths.ts';

const { row, rowBy } = rowsOf(insurancePlan);
const classes = 'http://terminology.hl7.org/CodeSystem/coverage-class';

function makeClass(code: 'plan' | 'group', value: string, name?: string): JsonObject {
  return { type: { coding: [{ system: classes, code }] }, value, ...(name !== undefined && { name }) };
}

function findClass(resource: JsonObject, code: string): Json | undefined {
  return listOf(resource.class).find(one =>
    listOf(getOwn(getOwn(one, 'type'), 'coding')).some(coding => getOwn(coding, 'code') === code),
  );
}

/** What it is called: its plan, or who pays. */
function findName(resource: JsonObject): string | undefined {
  const plan = findClass(resource, 'plan');
  const kind = isSaying(resource.type)
    ? getOwn(codeable.read(resource.type ?? null, { zone: 'UTC' }), 'text')
    : undefined;
  return [getOwn(plan, 'name'), getAtPath(resource, 'payor[0].display'), getOwn(plan, 'value'), kind].find(
    isWritable,
  );
}

const plan: Pick<Row, 'write' | 'read'> = {
  write({ planName, planCode, groupNum, carrierId }, resource) {
    const name = isWritable(planName) ? planName : undefined;
    const code = isWritable(planCode) ? planCode : name;
    resource.class = [
      ...(code === undefined ? [] : [makeClass('plan', code, name)]),
      ...(isWritable(groupNum) ? [makeClass('group', groupNum)] : []),
    ];
    if ((resource.class as readonly Json[]).length === 0) delete resource.class;
    resource.payor = [
      {
        ...(isWritable(carrierId) && { identifier: { value: carrierId } }),
        display: name ?? 'Unknown',
      },
    ];
  },
  read(resource, item) {
    const [name, value] = [findName(resource), getOwn(findClass(resource, 'plan'), 'value')];
    const group = getOwn(findClass(resource, 'group'), 'value');
    const carrier = getAtPath(resource, 'payor[0].identifier.value');
    if (name !== undefined) item.planName = name;
    if (isWritable(value) && value !== name) item.planCode = value;
    if (isWritable(group)) item.groupNum = group;
    if (isWritable(carrier)) item.carrierId = carrier;
  },
};

const subscriber: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    if (isWritable(item.subscriberId)) resource.subscriberId = item.subscriberId;
    else resource._subscriberId = absent;
  },
  read(resource, item) {
    const number = [
      resource.subscriberId,
      ...listOf(resource.identifier)
        .filter(isMember)
        .map(one => getOwn(one, 'value')),
    ].find(isWritable);
    if (number !== undefined) item.subscriberId = number;
  },
};

function isMember(identifier: Json): boolean {
  return listOf(getOwn(getOwn(identifier, 'type'), 'coding')).some(one => getOwn(one, 'code') === 'MB');
}

const primary: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    if (typeof item.isPrimary === 'boolean') resource.order = item.isPrimary ? 1 : 2;
  },
  read(resource, item) {
    if (typeof resource.order === 'number') item.isPrimary = resource.order === 1;
  },
};

export default defineMapping(insurancePlan, {
  resourceType: 'Coverage',
  profile: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-coverage',
  subject: 'beneficiary',
  fixed: { status: 'active', relationship: { text: 'Unknown' } },
  rows: [
    rowBy('planName', 'class[plan].name', plan, 'With its code, the group and who pays.'),
    row('coverageType', 'type', codeable),
    rowBy('subscriberId', 'subscriberId', subscriber),
    row('personCode', 'dependent', text),
    row('subscriberName', 'subscriber.display', text),
    rowBy('isPrimary', 'order', primary, '1 is the plan that pays first.'),
    row('expirationDate', 'period.end', dateTime),
  ],
  takes: resource =>
    !hasStatus(resource, 'entered-in-error', 'cancelled') && findName(resource) !== undefined,
});
