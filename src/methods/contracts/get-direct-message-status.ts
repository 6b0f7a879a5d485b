// GetDirectMessageStatus, which Keepwell has beside HealthVault's methods.
import { many, optional, seq } from '../../schema/sequence.ts';
import { guid, oneOf, string } from '../../schema/text.ts';
import { moment } from './parts/moments.ts';

const state = oneOf('queued', 'sent', 'processed', 'delivered', 'failed');

const problem = oneOf(
  'look-up-failed',
  'no-certificate',
  'not-trusted',
  'no-such-domain',
  'no-mail',
  'private-network',
  'unreachable',
  'no-tls',
  'put-off',
  'refused',
  'no-such-address',
  'too-large',
  'no-key',
  'other-key-file',
  'stopped',
  'their-system-failed',
  'bounced',
  'not-confirmed',
);

const recipient = seq({ address: string, state, problem: optional(problem), 'updated-date': moment });

export const getDirectMessageStatus = {
  1: {
    request: seq({ 'message-id': many(guid, { min: 1 }) }),
    response: seq({
      message: many(
        seq({ 'message-id': guid, 'sent-date': moment, state, recipient: many(recipient, { min: 1 }) }),
      ),
    }),
  },
};
