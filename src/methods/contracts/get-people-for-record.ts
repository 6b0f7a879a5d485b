// GetPeopleForRecord.
import { many, optional, seq } from '../../schema/sequence.ts';
import { boolean, int, limitedString, oneOf, string } from '../../schema/text.ts';
import { authXml } from './parts/auth-xml.ts';
import { moment } from './parts/moments.ts';
import { noInfo } from './parts/no-info.ts';

const name = limitedString({ minLength: 1, maxLength: 255 });

const active = seq({
  name: string,
  'record-custodian': boolean,
  'is-group': boolean,
  'contact-email': string,
  'contact-email-validated': optional(boolean),
  'record-display-name': optional(name),
  'date-auth-expires': optional(moment),
  'auth-xml': optional(authXml),
  'rel-type': optional(int()),
  'date-auth-created': optional(moment),
  'date-auth-updated': optional(moment),
  'can-access-audit': optional(boolean),
});

const invited = seq({
  'email-address': string,
  'record-custodian': boolean,
  'authorized-record-state': oneOf('Active', 'ActivationPending', 'ActivationRejected'),
  'record-display-name': name,
  'date-auth-expires': moment,
  'auth-xml': authXml,
  'rel-type': int(),
  'date-auth-created': moment,
  'date-auth-updated': moment,
  'grantor-name': name,
  'grantee-name': name,
  'can-access-audit': optional(boolean),
});

export const getPeopleForRecord = {
  1: {
    request: noInfo,
    response: seq({
      'active-person-authorization': many(active, { min: 1 }),
      'non-active-authorization': many(invited),
    }),
  },
};
