// QueryPermissions.
import { many, optional, seq } from '../../schema/sequence.ts';
import { boolean, guid } from '../../schema/text.ts';
import { thingTypePermission } from './parts/thing-type-permission.ts';

/** In one request: several times the types there are. */
const typesMax = 1000;

export const queryPermissions = {
  1: {
    request: seq({ 'thing-type-id': many(guid, { min: 1, max: typesMax }) }),
    response: seq({
      'thing-type-permission': many(thingTypePermission),
      'other-settings': seq({ 'meaningfuluse-opt-in': optional(boolean) }),
    }),
  },
};
