// DisassociateAlternateId: ends an id of the application's own, whichever record it is of, or of the record named.

import { disassociateAlternateId } from '../core/healthvault/alternate-ids/alternate-ids.ts';
import { fault } from '../core/healthvault/status-fault.ts';
import { disassociateAlternateId as contract } from './contracts/disassociate-alternate-id.ts';
import { method, version } from './method.ts';
import { demandAlternateId } from './parts/alternate-id.ts';

export default method({
  name: 'DisassociateAlternateId',
  auth: 'app',
  versions: {
    1: version('app', {
      ...contract[1],
      async run({ vault, app, person, header: { recordId } }, info) {
        const alternateId = demandAlternateId(info);
        if (recordId === undefined) return disassociateAlternateId(vault, app, alternateId);
        if (!person)
          throw fault(
            'INVALID_PERSON',
            'With a record-id this method needs a person. Or leave the record-id out.',
          );
        return disassociateAlternateId(vault, app, alternateId, { person, recordAlias: recordId });
      },
    }),
  },
});
