// SendDirectMessage: a Direct message in the person's name, with what the application may read of the record.
import { sendDirectOfApp } from '../core/direct/outbox/of-app.ts';
import { sendDirectMessage } from './contracts/send-direct-message.ts';
import { method, version } from './method.ts';

export default method({
  name: 'SendDirectMessage',
  auth: 'record',
  group: 'direct',
  versions: {
    1: version('record', {
      ...sendDirectMessage[1],
      async run({ vault, grant }, { to, subject, textBody, thingId = [], summary, clientMessageId }) {
        const messageId = await sendDirectOfApp(vault, grant, {
          ...{ to, subject, text: textBody, thingIds: thingId },
          ...{ hasSummary: summary !== undefined, clientId: clientMessageId },
        });
        return { messageId };
      },
    }),
  },
});
