// Plans, goals, worries, directives, insurances and relatives as statements of C-CDA.
import type { AdvanceDirective } from '../../../things/advance-directive.ts';
import { isSaid } from '../../../things/common/codable.ts';
import type { Concern } from '../../../things/concern.ts';
import type { FamilyHistory } from '../../../things/family-history.ts';
import type { HealthGoal } from '../../../things/health-goal.ts';
import type { InsurancePlan } from '../../../things/insurance-plan.ts';
import { all, element, worded } from '../../clinical/xml.ts';
import {
  formatMoment,
  nothing,
  writeCoded,
  writeContact,
  writeName,
  writeSpan,
  writeTime,
} from './data-types.ts';
import { type Beside, completed, id, relate, related, template } from './statements.ts';

const observing = { classCode: 'OBS', moodCode: 'EVN' };
const acting = { classCode: 'ACT', moodCode: 'EVN' };

export function writeGoal({ name, description, startDate, endDate }: HealthGoal, beside: Beside): string {
  return element(
    'observation',
    { classCode: 'OBS', moodCode: 'GOL' },
    template('121'),
    id(beside.id),
    writeCoded('code', name),
    element('statusCode', { code: 'active' }),
    (startDate ?? endDate) && writeSpan('effectiveTime', startDate, endDate),
    worded('value', description, { 'xsi:type': 'ST' }),
    relate(beside),
  );
}

export function writeWorry({ description, status }: Concern, beside: Beside): string {
  const isOver = isSaid(status, 'inactive', 'Inactive');
  const observation = element(
    'observation',
    observing,
    template('4', '2015-08-01'),
    id(beside.id),
    element('code', { code: '75310-3', codeSystem: '2.16.840.1.113883.6.1' }),
    completed,
    writeCoded('value', description, 'CD'),
    relate(beside),
  );
  return element(
    'act',
    acting,
    template('132', '2015-08-01'),
    element('id', nothing),
    element('code', { code: '75310-3', codeSystem: '2.16.840.1.113883.6.1', displayName: 'Health concern' }),
    element('statusCode', { code: isOver ? 'completed' : 'active' }),
    related('REFR', observation),
  );
}

export function writeDirective(value: AdvanceDirective, beside: Beside): string {
  const {
    startDate,
    stopDate,
    description,
    attendingPhysician: physician,
    attendingPhysicianEndorsement: signed,
  } = value;
  return element(
    'observation',
    observing,
    template('48', '2015-08-01'),
    id(beside.id),
    element('code', { nullFlavor: 'OTH' }, worded('originalText', description ?? 'Advance directive')),
    completed,
    writeSpan('effectiveTime', startDate, stopDate),
    physician &&
      element(
        'participant',
        { typeCode: 'VRF' },
        template('58'),
        signed && element('time', { value: formatMoment(signed) }),
        element(
          'participantRole',
          {},
          writeContact(physician.contact),
          element('playingEntity', {}, writeName(physician.name)),
        ),
      ),
    relate(beside),
  );
}

export function writeInsurance(value: InsurancePlan, beside: Beside): string {
  const policy = element(
    'act',
    acting,
    template('61', '2015-08-01'),
    id(beside.id),
    value.groupNum !== undefined && element('id', { root: beside.id, extension: value.groupNum }),
    writeCoded('code', value.coverageType) ?? element('code', nothing),
    completed,
    element(
      'performer',
      { typeCode: 'PRF' },
      element('templateId', { root: '2.16.840.1.113883.10.20.22.4.87' }),
      element(
        'assignedEntity',
        {},
        value.carrierId === undefined
          ? element('id', nothing)
          : element('id', { root: beside.id, extension: value.carrierId }),
        element('code', { code: 'PAYOR', codeSystem: '2.16.840.1.113883.5.110' }),
        writeContact(value.contact),
      ),
    ),
    writeInsured(value, beside.id),
    related(
      'REFR',
      element(
        'act',
        { classCode: 'ACT', moodCode: 'DEF' },
        element('code', nothing),
        worded('text', value.planName),
      ),
    ),
    relate(beside),
  );
  const order =
    value.isPrimary === undefined ? undefined : element('sequenceNumber', { value: value.isPrimary ? 1 : 2 });
  return element(
    'act',
    acting,
    template('60', '2015-08-01'),
    element('id', nothing),
    element('code', { code: '48768-6', codeSystem: '2.16.840.1.113883.6.1' }),
    completed,
    element('entryRelationship', { typeCode: 'COMP' }, order, policy),
  );
}

/** Whom a policy covers, and who holds it. */
function writeInsured(value: InsurancePlan, root: string): string {
  return [
    element(
      'participant',
      { typeCode: 'COV' },
      value.expirationDate && element('time', {}, writeTime('high', value.expirationDate)),
      element(
        'participantRole',
        {},
        value.personCode === undefined
          ? element('id', nothing)
          : element('id', { root: root, extension: value.personCode }),
      ),
    ),
    element(
      'participant',
      { typeCode: 'HLD' },
      element(
        'participantRole',
        {},
        value.subscriberId === undefined
          ? element('id', nothing)
          : element('id', { root: root, extension: value.subscriberId }),
        value.subscriberName === undefined
          ? undefined
          : element(
              'playingEntity',
              {},
              worded('name', value.subscriberName),
              value.subscriberDob && element('sdtc:birthTime', { value: formatMoment(value.subscriberDob) }),
            ),
      ),
    ),
  ].join('');
}

export function writeFamily({ condition = [], relative }: FamilyHistory, beside: Beside): string {
  const { dateOfBirth, dateOfDeath, relativeName } = relative ?? {};
  const subject = [
    relativeName && writeName(relativeName.name),
    dateOfBirth && element('birthTime', { value: formatMoment(dateOfBirth) }),
    dateOfDeath && element('sdtc:deceasedTime', { value: formatMoment(dateOfDeath) }),
  ];
  return element(
    'organizer',
    { classCode: 'CLUSTER', moodCode: 'EVN' },
    template('45', '2015-08-01'),
    id(beside.id),
    completed,
    relative &&
      element(
        'subject',
        {},
        element(
          'relatedSubject',
          { classCode: 'PRS' },
          writeCoded('code', relative.relationship),
          subject.some(Boolean) && element('subject', {}, ...subject),
        ),
      ),
    all(condition, ({ name, onsetDate }) =>
      element(
        'component',
        {},
        element(
          'observation',
          observing,
          template('46', '2015-08-01'),
          element('id', nothing),
          element('code', {
            code: '64572001',
            codeSystem: '2.16.840.1.113883.6.96',
            displayName: 'Condition',
          }),
          completed,
          onsetDate && writeTime('effectiveTime', onsetDate),
          writeCoded('value', name, 'CD'),
        ),
      ),
    ),
    all(beside.acts, act => element('component', {}, act)),
  );
}
