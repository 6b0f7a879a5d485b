// GetPersonInfo.
import { optional, seq } from '../../schema/sequence.ts';
import { boolean } from '../../schema/text.ts';
import { personElement } from './parts/person-info.ts';

export const getPersonInfo = {
  1: {
    // There are no groups of people, so asking for them changes nothing.
    request: seq({
      'group-membership': optional(boolean),
      'effective-record-permissions': optional(boolean),
    }),
    response: seq({ 'person-info': personElement }),
  },
};
