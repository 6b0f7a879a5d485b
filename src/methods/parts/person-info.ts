// The person and record elements that several methods answer with, filled in.
import type { AuthorizedRecord, PersonInfo } from '../../core/people/person-info.ts';
import { nameRelationship } from '../../core/records/relationships.ts';
import type { Vault } from '../../core/vault.ts';
import type { Infer } from '../../schema/schema.ts';
import { everyType } from '../../things/index.ts';
import type { personElement, recordElement } from '../contracts/parts/person-info.ts';
import { listPermissions } from './thing-type-permission.ts';

export function answerPerson(
  info: PersonInfo,
  vault: Vault,
  { permissions = false }: { permissions?: boolean } = {},
): Infer<typeof personElement> {
  const { person } = info;
  const [language, country] = person.culture.split('-');
  const preferred = { language, country };
  return {
    personId: info.alias,
    name: person.name,
    appSettings: info.settingsXml,
    selectedRecordId: info.selectedRecordAlias,
    moreRecords: info.moreRecords,
    record: info.records.map(record => recordAnswer(record, vault)),
    preferredCulture: preferred,
    preferredUiculture: preferred,
    location: { country: person.country },
    ...(permissions && {
      effectiveRecordPermissionList: { effectiveRecordPermission: info.records.map(permissionsOf) },
    }),
  };
}

/** What HealthVault gave for access that does not end. */
const neverExpires = Date.parse('9999-12-31T23:59:59.999Z');

export function recordAnswer(
  { record, alias, aliasInApp, access, authorization, action, usage, takesDocuments }: AuthorizedRecord,
  { limits }: Vault,
): Infer<typeof recordElement> {
  return {
    value: record.name,
    id: alias,
    'record-custodian': access.level === 'custodian',
    'rel-type': access.relationship,
    'rel-name': nameRelationship(access.relationship),
    'auth-expires': access.expiresAt ?? neverExpires,
    'display-name': record.name,
    state: record.state === 'active' ? 'Active' : 'Suspended',
    'date-created': record.createdAt,
    'max-size-bytes': limits.recordQuotaBytes,
    'app-record-auth-action': action,
    'auto-reconcile-documents': takesDocuments || undefined,
    'app-specific-record-id': aliasInApp,
    'location-country': record.country || undefined,
    'date-updated': Math.max(usage.openUpdatedAt, authorization.updatedAt),
    'latest-operation-sequence-number': usage.openSequence,
    'record-app-auth-created-date': authorization.createdAt,
  };
}

function permissionsOf({ alias, grants }: AuthorizedRecord) {
  const all = everyType().flatMap(type => type.versions.map(version => listPermissions(version.id, grants)));
  return { recordId: alias, thingTypePermission: all.filter(permission => permission !== undefined) };
}
