// The words of connecting a record by a code. Those under `code`, `question` and `record` serve the pick-up of packages too.
import { pickPlural } from '../../plural.ts';

export const connectWords = {
  code: {
    label: 'Code',
    hint: 'Five groups of four letters, such as JKYZ-QNMN-VHRX-ZGNR-GZNH. Capitals and dashes do not matter.',
    next: 'Continue',
    missing: 'Enter the code you were given.',
    malformed: 'A code has twenty letters. Compare what you typed with what you were given.',
    unknown: 'There is no such code here. Compare it letter by letter; it may also have been withdrawn.',
    expired: (app: string) => `This code has expired. Ask ${app} for a new one.`,
    usedUp: (app: string) =>
      `The question of this code was answered wrongly too often, so it no longer works. Ask ${app} for a new one.`,
    tooMany: (wait: string) => `Too many tries. For safety there is a pause: wait ${wait}, then try again.`,
  },
  question: {
    hint: 'Your answer. Capitals do not matter, blanks do.',
    from: (app: string) => `${app} asks this to be sure that it is you:`,
    next: 'Continue',
    missing: 'Enter your answer.',
    wrong: (left: number) =>
      `That is not the answer. ${pickPlural('en', left, { one: 'You have one more try.', other: `You have ${left} more tries.` })}`,
  },
  record: {
    label: 'For which record?',
    missing: 'Choose a record.',
    none: 'You have no health record yet. Create one first; then you go on here.',
    create: 'Create a record',
    signedInAs: 'You are signed in as',
    notYou: 'Not you?',
    signOut: 'Sign out',
  },
  anotherCode: 'Enter another code',
  toHome: 'To the home page',
  codeTitle: 'Connect a record',
  codeLead: 'A clinic, pharmacy or lab gave you a code? With it you let them work with a record of yours.',
  questionTitle: 'A question first',
  asks: 'asks to use health data',
  forWhom: 'The invitation is for:',
  lead: 'Nothing is shared before you allow it, and you can take it back at any time.',
  changed: 'What the app asks for has changed while this page was open. Please read it again.',
  allow: 'Allow',
  deny: 'Don’t allow',
  doneTitle: 'You are connected',
  done: (app: string, record: string) =>
    `${app} can now use the record of ${record}. You can take this back at any time.`,
  message: (app: string) => `A word from ${app}`,
  deniedTitle: 'Nothing was shared',
  denied: 'You did not allow it. Should you change your mind, the same code works again.',
  closedTitle: 'This code no longer works',
};
