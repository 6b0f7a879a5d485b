// RemoveThings: deletes things, all or none. Custodians can bring them back.
import { removeThings } from '../core/things/remove.ts';
import { many, seq } from '../schema/sequence.ts';
import { guid, textWithAttributes } from '../schema/text.ts';
import { method, version } from './method.ts';

export default method({
  name: 'RemoveThings',
  auth: 'record',
  versions: {
    1: version('record', {
      // A missing stamp has a status of its own.
      request: seq({
        'thing-id': many(textWithAttributes(guid, { 'version-stamp': { optional: guid } }), { min: 1 }),
      }),
      async run({ vault, grant }, { thingId }) {
        await removeThings(
          vault,
          grant,
          thingId.map(key => ({ id: key.value, versionStamp: key['version-stamp'] })),
        );
      },
    }),
  },
});
