// GetValidGroupMembership.
import { many, rawElement, seq } from '../../schema/sequence.ts';
import { guid } from '../../schema/text.ts';

/** In one request. */
const appIdsMax = 1000;

export const getValidGroupMembership = {
  1: {
    request: seq({ 'application-id': many(guid, { max: appIdsMax }) }),
    response: seq({ thing: many(rawElement) }),
  },
};
