// The words of the consent page.
import { pickPlural } from '../../plural.ts';

export const consentWords = {
  title: (names: string) => `${names} asks for access`,
  asks: (several: boolean) => `${several ? 'ask' : 'asks'} to use health data`,
  lead: 'Nothing is shared before you allow it, and you can take it back at any time.',
  againLead: 'You have let this app in before. It asks for more than it has.',
  device: (app: string) =>
    `A device, or an app on a phone or computer, wants to be connected. It is made for ${app}.`,
  deviceName: (name: string) => `It calls itself “${name}”, which anybody can choose.`,
  selfNamed: (name: string, host: string | undefined) =>
    host === undefined
      ? `It calls itself “${name}”, which anybody can choose, and it names no address that it comes from: go on only if you know who runs it and have just begun this yourself.`
      : `It calls itself “${name}”, which anybody can choose. It comes from ${host}: go on only if you know this address.`,
  deviceAtHand:
    'Go on only if you have it in front of you and have just begun this yourself. If somebody sent you a link to this page, don’t allow it: their device would get your data.',
  sharers:
    'You look after this record. So the app also gets to know who shares it with you and whom you invited, with their e-mail addresses.',
  sharersOffline:
    'You look after this record. So the app also gets to know, at any time, who shares it with you and whom you invited, with their e-mail addresses.',
  signedInAs: 'You are signed in as',
  notYou: 'Not you?',
  signOut: 'Sign out',
  noRecord: 'You have no health record yet. Create one first; then you are asked again.',
  create: 'Create a record',
  newRecord: 'Create another record',
  whichRecords: 'For which records?',
  whichRecord: 'For which record?',
  noMore: 'The app gets no more than you have yourself.',
  allow: 'Allow',
  deny: 'Don’t allow',
  preview: 'Show what it would see of the records chosen',
  previewOne: 'Show what it would see of this record',
  chooseRecord: 'Choose a record.',
  changed: 'What the app asks for has changed while this page was open. Please read it again.',
  nothing: 'It asks for no health data, only to know who you are here.',
  together: 'What follows belongs together: the app gets all of it or none.',
  fresh: 'What is new',
  freshLead: 'What follows is new and belongs together: the app gets all of it, or stays with what it has.',
  has: 'What it has already',
  stays: 'What it got in another way, and keeps',
  staysText:
    'You allowed it this before, when it asked in another way. Your answer here leaves it as it is. You can take it away on the page of the app.',
  isNew: 'New',
  optional: 'Optional',
  asked: 'What it asks for',
  askedHint: 'Untick anything this app should not have. It may then not work fully.',
  optionalHint: 'The app works without these. Tick what it may have.',
  direct: 'Send Direct messages in your name',
  directText:
    'To doctors and clinics, from your address, with what it may see of this record, whenever it has access. You see under Messages what it sent, and can stop what still waits.',
  modes: { online: 'While you use it', offline: 'At any time, also when you are away' },
  privacy: 'Its privacy statement',
  terms: 'Its terms of use',
  why: 'Why:',
  everyKind: 'every kind of item',
  kinds: (count: number) => `${count} kinds of item`,
  would: (record: string) => `It would see now, of the record of ${record}:`,
  items: (count: number, isMore: boolean) =>
    isMore ? `${count} items or more` : pickPlural('en', count, { one: '1 item', other: `${count} items` }),
  noneYet: 'nothing yet',
  newest: 'the newest:',
};
