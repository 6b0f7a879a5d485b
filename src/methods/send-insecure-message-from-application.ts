// SendInsecureMessageFromApplication: mail from a mailbox of the application's domain.
import { sendInsecureMessage } from '../core/mail/insecure-message.ts';
import { sendInsecureMessageFromApplication } from './contracts/send-insecure-message-from-application.ts';
import { method, version } from './method.ts';
import { readMessage } from './parts/insecure-message.ts';

export default method({
  name: 'SendInsecureMessageFromApplication',
  auth: 'app',
  group: 'e-mail',
  versions: {
    1: version('app', {
      ...sendInsecureMessageFromApplication[1],
      async run(call, { fromMailbox: { mailboxName, name }, ...info }) {
        const from = { mailbox: mailboxName, name };
        await sendInsecureMessage(call.vault, { ...readMessage(call, info), from });
      },
    }),
  },
});
