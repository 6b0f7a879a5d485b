// Bounces, as mail servers write them.
import { expect, test } from 'vitest';
import { readDsn } from './dsn.ts';
import { readMime } from './read.ts';

const report = (status: string, returned = 'Message-ID: <abc@ours.example>\r\nSubject: x\r\n') =>
  readMime(
    Buffer.from(
      [
        'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain',
        '',
        'It could not be delivered.',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        status,
        '--b',
        'Content-Type: text/rfc822-headers',
        '',
        returned,
        '--b--',
        '',
      ].join('\r\n'),
    ),
  );
const ofMail = 'Reporting-MTA: dns; mail.theirs.example\r\n';
const of = (action: string, recipient = 'doc@theirs.example') =>
  `Final-Recipient: rfc822; ${recipient}\r\nAction: ${action}\r\nStatus: 5.1.1\r\n`;

test('a bounce says of which mail and recipient it is, and that it failed', () => {
  expect(readDsn(report(`${ofMail}\r\n${of('failed')}`))).toEqual({
    disposition: 'failed',
    finalRecipient: 'doc@theirs.example',
    originalMessageId: 'abc@ours.example',
    isAutomatic: true,
    isOfServer: true,
  });
  expect(
    readDsn(report(`${ofMail}X-Original-Message-ID: <d@ours.example>\r\n\r\n${of('Delivered')}`, 'X: y\r\n')),
  ).toMatchObject({
    disposition: 'dispatched',
    originalMessageId: 'd@ours.example',
  });
});

test.each([
  ['only says that it takes longer', report(`${ofMail}\r\n${of('delayed')}`)],
  ['does not say of which mail', report(`${ofMail}\r\n${of('failed')}`, 'Subject: x\r\n')],
  ['tells of nobody', report(ofMail)],
  ['tells of several', report(`${ofMail}\r\n${of('failed')}\r\n${of('failed', 'x@theirs.example')}`)],
  ['is named like a property of everything', report(`${ofMail}\r\n${of('constructor')}`)],
  ['is no report', readMime(Buffer.from('Content-Type: text/plain\r\n\r\nx'))],
])('what %s is none', (_, part) => {
  expect(readDsn(part)).toBeUndefined();
});
