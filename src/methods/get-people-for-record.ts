// GetPeopleForRecord: the people with access to the record, and those invited, for custodians. It names nobody by an id.
import { permissions, type Rule } from '../core/authorization/rules.ts';
import { listPeopleOfRecord, type PeopleOfRecord } from '../core/records/people.ts';
import type { RecordAccess } from '../core/records/record.ts';
import { getPeopleForRecord } from './contracts/get-people-for-record.ts';
import { method, version } from './method.ts';
import { answerAuth } from './parts/auth-xml.ts';

export default method({
  name: 'GetPeopleForRecord',
  auth: 'record',
  versions: {
    1: version('record', {
      ...getPeopleForRecord[1],
      async run({ vault, grant }) {
        const people = await vault.store.read(db => listPeopleOfRecord(db, vault, grant));
        return {
          activePersonAuthorization: people.participants.map(participant =>
            activeAnswer(people, participant),
          ),
          nonActiveAuthorization: people.invitations.map(invitation => invitedAnswer(people, invitation)),
        };
      },
    }),
  },
});

const neverExpires = Date.parse('9999-12-31T23:59:59.999Z');
const unknownRelationship = 0;

function activeAnswer(
  { record }: PeopleOfRecord,
  { person, access }: PeopleOfRecord['participants'][number],
) {
  return {
    name: person.name,
    recordCustodian: access.level === 'custodian',
    isGroup: false,
    contactEmail: person.email,
    recordDisplayName: record.name,
    dateAuthExpires: access.expiresAt ?? neverExpires,
    authXml: answerAuth([ruleOf(access)]),
    relType: access.relationship,
    dateAuthCreated: access.createdAt,
    dateAuthUpdated: access.createdAt,
    canAccessAudit: access.level === 'custodian',
  };
}

function invitedAnswer(
  { record }: PeopleOfRecord,
  { invitation, from }: PeopleOfRecord['invitations'][number],
) {
  return {
    emailAddress: invitation.email,
    recordCustodian: invitation.level === 'custodian',
    authorizedRecordState: 'ActivationPending' as const,
    recordDisplayName: record.name,
    dateAuthExpires: invitation.accessEndsAt ?? neverExpires,
    authXml: answerAuth([ruleOf(invitation)]),
    relType: unknownRelationship,
    dateAuthCreated: invitation.createdAt,
    dateAuthUpdated: invitation.createdAt,
    grantorName: from,
    // A name is not known before the person is there.
    granteeName: invitation.email,
    canAccessAudit: invitation.level === 'custodian',
  };
}

/** What somebody may do with the record, as a rule. */
function ruleOf({ level, typeIds }: Pick<RecordAccess, 'level' | 'typeIds'>): Rule {
  return {
    name: 'Access',
    reason: 'Access to the record',
    permissions: level === 'view' ? ['Read'] : permissions,
    targets: [{ typeIds: typeIds ?? 'all' }],
    exceptions: [],
    mode: 'online',
    optional: undefined,
  };
}
