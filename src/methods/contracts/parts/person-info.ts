// The person and record elements that several methods answer with.
import { many, optional, seq } from '../../../schema/sequence.ts';
import { boolean, guid, int, long, oneOf, string, textWithAttributes } from '../../../schema/text.ts';
import { appSettings } from './app-settings.ts';
import { moment } from './moments.ts';
import { thingTypePermission } from './thing-type-permission.ts';

const authActions = oneOf(
  '',
  'NoActionRequired',
  'AuthorizationRequired',
  'ReauthorizationRequired',
  'ReauthorizationNotPossible',
  'RecordLocationNotSupported',
);

/** Its text is the record's name. */
export const recordElement = textWithAttributes(string, {
  id: guid,
  'record-custodian': { optional: boolean },
  'rel-type': int(),
  'rel-name': { optional: string },
  'auth-expires': { optional: moment },
  'display-name': { optional: string },
  state: { optional: oneOf('Active', 'ReadOnly', 'Suspended', 'Deleted') },
  'date-created': { optional: moment },
  'max-size-bytes': { optional: long() },
  'size-bytes': { optional: long() },
  'app-record-auth-action': { optional: authActions },
  'auto-reconcile-documents': { optional: boolean },
  'app-specific-record-id': { optional: string },
  'location-country': { optional: string },
  'date-updated': { optional: moment },
  'latest-operation-sequence-number': { optional: long() },
  'record-app-auth-created-date': { optional: moment },
});

const culture = seq({ language: optional(string), country: optional(string) });

export const personElement = seq({
  'person-id': guid,
  name: string,
  'app-settings': optional(appSettings),
  'selected-record-id': optional(guid),
  'more-records': optional(boolean),
  record: many(recordElement),
  groups: optional(
    seq({ group: many(seq({ name: string, id: guid, 'contact-email': string }), { min: 1 }) }),
  ),
  'preferred-culture': optional(culture),
  'preferred-uiculture': optional(culture),
  location: optional(seq({ country: string, 'state-province': optional(string) })),
  'effective-record-permission-list': optional(
    seq({
      'effective-record-permission': many(
        seq({ 'record-id': guid, 'thing-type-permission': many(thingTypePermission) }),
        { min: 1 },
      ),
    }),
  ),
});
