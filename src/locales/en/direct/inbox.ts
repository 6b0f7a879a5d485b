// The words of the inbox of Direct messages, and of who sent them.
import { pickPlural } from '../../plural.ts';

export const inboxWords = {
  title: 'Messages',
  lead: 'Mail between you and your doctors, over Direct: encrypted, and signed by who sends it.',
  yours: 'Your Direct address:',
  giveIt: 'Give it to a doctor',
  getOne: 'Get a Direct address',
  write: 'Write a message',
  folders: {
    inbox: 'Inbox',
    unknown: 'Unknown senders',
    sent: 'Sent',
    record: 'In the record',
    spam: 'Spam',
    bin: 'Bin',
  },
  sections: 'Folders',
  unread: (count: number) =>
    pickPlural('en', count, { one: '1 not read yet', other: `${count} not read yet` }),
  leads: {
    unknown:
      'From senders that you have not accepted yet. Nothing of it is in your record. Accept whom you know, refuse the others.',
    spam: 'From senders that you refused, and what came without encryption, as anybody could have written it.',
    bin: 'What you threw away. After 30 days it is gone for good.',
  },
  empty: {
    inbox: ['No messages yet', 'What your doctors send to your Direct address comes here.'],
    unknown: ['Nobody is waiting', 'Who writes to you for the first time waits here until you accept them.'],
    spam: ['Nothing here', 'What senders send that you refuse comes here, and what came without encryption.'],
    bin: ['The bin is empty', 'Messages that you throw away come here.'],
  },
  isNew: 'New',
  noSubject: '(no subject)',
  hasFiles: 'With attachments',
  inRecord: 'In the record',
  waiting: (count: number) =>
    pickPlural('en', count, {
      one: '1 message of a sender you do not know waits.',
      other: `${count} messages of senders you do not know wait.`,
    }),
  lookAtThem: 'Look at them',
  older: 'Older messages',
  newest: 'Newest messages',
  verifiedAs: (name: string) => `Verified: ${name}`,
  unverified: 'Not verified',
  subjectUnsure: 'Subject not signed',
};
