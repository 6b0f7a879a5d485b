// The words of the operator’s page of Direct.
import { pickPlural } from '../../plural.ts';

export const directHealthWords = {
  lead: 'Encrypted mail between doctors and the people of this vault. Nothing of what they write is shown here.',
  off: 'Direct is not set up',
  offText: 'It takes a domain of its own, a port for SMTP that others reach, and four steps:',
  steps: [
    {
      command: 'keepwell direct setup --domain direct.example.org --host mail.example.org',
      text: 'makes keys and a certificate, and prints the records for the name servers',
    },
    {
      command: 'directDomain, directPort',
      text: 'in the settings name the domain, and where mail comes in; then restart',
    },
    { command: 'keepwell direct check', text: 'looks whether others find the records' },
    {
      command: 'keepwell direct trust add anchor.pem',
      text: 'says whom this vault trusts to vouch for senders',
    },
  ],
  manual: 'Direct in the documentation',
  setUp: 'How it is set up',
  domain: 'Domain',
  certificate: 'Certificate of the domain',
  until: (day: string) => `until ${day}`,
  none: 'none',
  ofAddresses: 'Certificates of single addresses',
  authority: 'Its own authority',
  trust: 'Whom it trusts',
  anchors: (count: number) =>
    pickPlural('en', count, { one: '1 trust anchor', other: `${count} trust anchors` }),
  readAt: (moment: string) => `read ${moment}`,
  notRead: (problem: string) => `could not be read: ${problem}`,
  noCertificate:
    'The domain has no certificate that is valid now: nothing can be signed. Run keepwell direct setup.',
  endsSoon: 'The certificate of the domain ends within a month. Run keepwell direct certificate renew.',
  noTrust: 'It trusts nobody yet: every sender is shown as not verified. Run keepwell direct trust add.',
  queue: 'In and out',
  waiting: 'Wait to be sent',
  failing: 'of these, tried without success',
  failed: 'Given up in the last seven days',
  lastReceived: 'Last received',
  lastSent: 'Last sent',
  lastFailed: 'Last given up',
  why: 'Why',
  never: 'never',
};
