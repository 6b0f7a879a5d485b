// GetPersonInfo: the person at hand, what the application keeps about them, and their records it may use.
import { personInfoOrRefuse } from '../core/people/person-info.ts';
import { optional, seq } from '../schema/sequence.ts';
import { boolean } from '../schema/text.ts';
import { method, version } from './method.ts';
import { personAnswer, personElement } from './parts/person-info.ts';

export default method({
  name: 'GetPersonInfo',
  auth: 'person',
  versions: {
    1: version('person', {
      // There are no groups of people, so asking for them changes nothing.
      request: seq({
        'group-membership': optional(boolean),
        'effective-record-permissions': optional(boolean),
      }),
      response: seq({ 'person-info': personElement }),
      async run({ vault, app, person }, { effectiveRecordPermissions }) {
        const info = await vault.store.read(db => personInfoOrRefuse(db, vault, app, person));
        return {
          personInfo: personAnswer(info, vault, { permissions: effectiveRecordPermissions === true }),
        };
      },
    }),
  },
});
