// What an application may do with a type, online and offline: in QueryPermissions and in GetPersonInfo.
import { many, optional, seq } from '../../../schema/sequence.ts';
import { guid, oneOf } from '../../../schema/text.ts';

const permissions = seq({ permission: many(oneOf('All', 'Read', 'Update', 'Create', 'Delete'), { min: 1 }) });

export const thingTypePermission = seq({
  'thing-type-id': guid,
  'online-access-permissions': optional(permissions),
  'offline-access-permissions': optional(permissions),
});
