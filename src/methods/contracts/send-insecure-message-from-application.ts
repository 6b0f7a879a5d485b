// SendInsecureMessageFromApplication.
import { seq } from '../../schema/sequence.ts';
import { string255 } from '../../things/common/strings.ts';
import { messageFields } from './send-insecure-message.ts';

export const sendInsecureMessageFromApplication = {
  1: {
    request: seq({ 'from-mailbox': seq({ 'mailbox-name': string255, name: string255 }), ...messageFields }),
  },
};
