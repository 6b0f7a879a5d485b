// What the two methods that send mail read of their requests alike.
import type { InsecureMessage } from '../../core/mail/insecure-message.ts';
import type { Infer } from '../../schema/schema.ts';
import type { sendInsecureMessage } from '../contracts/send-insecure-message.ts';
import type { AppCall } from '../method.ts';

type MessageInfo = Infer<(typeof sendInsecureMessage)[1]['request']>;

export function readMessage(
  { app, person, header }: AppCall,
  { rcptAddress = [], rcptPerson = [], rcptRecord, subject, textBody, htmlBody }: MessageInfo,
): Omit<InsecureMessage, 'from'> {
  const { recordId, language, country } = header;
  return {
    app,
    person,
    recordAlias: recordId,
    to: {
      addresses: rcptAddress,
      people: rcptPerson.map(({ value, validated }) => ({ id: value, validated })),
      record: rcptRecord,
    },
    subject,
    text: textBody,
    html: htmlBody,
    locale: language && (country ? `${language}-${country}` : language),
  };
}
