// What is left of an authorisation: itself, and the person's own access to the record. Looked up with whatever it is needed for.
import type { Authorization } from '../core/authorization/authorization.ts';
import type { GrantBasis } from '../core/authorization/ports.ts';
import { makeParser } from './parsed-once.ts';
import { type AccessRow, readRecordAccess } from './records.ts';

export interface AuthorizationRow {
  app_id: string;
  person_id: string;
  record_id: string;
  rules: string;
  created_at: number;
  updated_at: number;
}

/** Of somebody's record as an application knows it, all of which may be gone. */
export type ReachRow = readonly [
  personId: string | null,
  recordId: string,
  rules: string | null,
  createdAt: number,
  updatedAt: number,
  level: AccessRow['level'] | null,
  relationship: number,
  typeIds: string | null,
  accessCreatedAt: number,
  expiresAt: number | null,
];

export const reachColumns = `l.person_id, l.record_id, z.rules, z.created_at, z.updated_at,
  x.level, x.relationship, x.type_ids, x.created_at, x.expires_at`;

/** To `l`, the alias. */
export const joinReach = `
  LEFT JOIN app_authorization z ON z.app_id = l.app_id AND z.person_id = l.person_id AND z.record_id = l.record_id
  LEFT JOIN record r ON r.id = l.record_id AND r.state <> 'deleted'
  LEFT JOIN record_access x ON x.person_id = l.person_id AND x.record_id = r.id`;

const rules = makeParser<Authorization['rules']>();

export function readReach(appId: string, row: ReachRow): GrantBasis | undefined {
  const [person_id, record_id, rules, created_at, updated_at, level, ...access] = row;
  if (person_id === null) return undefined;
  const [relationship, type_ids, access_created_at, expires_at] = access;
  const accessRow = { person_id, record_id, relationship, type_ids, access_created_at, expires_at };
  return {
    personId: person_id,
    recordId: record_id,
    authorization:
      rules === null
        ? undefined
        : authorization({ app_id: appId, person_id, record_id, rules, created_at, updated_at }),
    access: level === null ? undefined : readRecordAccess({ ...accessRow, level }),
  };
}

export function authorization(row: AuthorizationRow): Authorization {
  return {
    appId: row.app_id,
    personId: row.person_id,
    recordId: row.record_id,
    rules: rules(row.rules),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
  };
}
