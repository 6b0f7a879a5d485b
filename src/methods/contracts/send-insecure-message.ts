// SendInsecureMessage; SendInsecureMessageFromApplication takes the same recipients and texts.
import { many, optional, seq } from '../../schema/sequence.ts';
import { boolean, guid, string, textWithAttributes } from '../../schema/text.ts';

export const messageFields = {
  'rcpt-address': many(seq({ address: string, name: string })),
  'rcpt-person': many(textWithAttributes(guid, { validated: boolean })),
  'rcpt-record': optional(seq({}, { validated: boolean })),
  subject: string,
  'text-body': optional(string),
  'html-body': optional(string),
};

export const sendInsecureMessage = { 1: { request: seq(messageFields) } };
