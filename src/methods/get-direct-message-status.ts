// GetDirectMessageStatus: how far Direct messages got that the application sent with this record.
import { readSentOfApp } from '../core/direct/outbox/of-app.ts';
import { getDirectMessageStatus } from './contracts/get-direct-message-status.ts';
import { method, version } from './method.ts';

export default method({
  name: 'GetDirectMessageStatus',
  auth: 'record',
  group: 'direct',
  versions: {
    1: version('record', {
      ...getDirectMessageStatus[1],
      async run({ vault, grant }, { messageId }) {
        const found = await readSentOfApp(vault, grant, messageId);
        return {
          message: found.map(({ id, at, state, copies }) => ({
            ...{ messageId: id, sentDate: at, state },
            recipient: copies.map(({ to, state, why, changedAt }) => ({
              ...{ address: to, state, problem: why, updatedDate: changedAt },
            })),
          })),
        };
      },
    }),
  },
});
