// SendInsecureMessage: mail in the person's name, or the application's, to addresses, people and custodians.
import { sendInsecureMessage } from '../core/mail/insecure-message.ts';
import { sendInsecureMessage as contract } from './contracts/send-insecure-message.ts';
import { method, version } from './method.ts';
import { readMessage } from './parts/insecure-message.ts';

export default method({
  name: 'SendInsecureMessage',
  auth: 'app',
  group: 'e-mail',
  versions: {
    1: version('app', {
      ...contract[1],
      async run(call, info) {
        await sendInsecureMessage(call.vault, { ...readMessage(call, info), from: undefined });
      },
    }),
  },
});
