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
      async run({ vault, grant, header }, info) {
        const { to, subject, textBody, thingId = [], summary = [], clientMessageId } = info;
        const messageId = await sendDirectOfApp(vault, grant, {
          ...{ to, subject, text: textBody, thingIds: thingId, summaries: summary },
          ...{ language: header.language, clientId: clientMessageId },
        });
        return { messageId };
      },
    }),
  },
});
