// The words of picking up a package. Those of its first two pages are in connect.ts.

export const pickUpWords = {
  codeTitle: 'Pick up health data',
  codeLead:
    'A clinic, pharmacy or lab gave you a code, and has left data here for you? Enter it to put them into a record.',
  notThere: (app: string) =>
    `${app} has given you the code, but has not sent the data yet. Try again later; the code stays the same.`,
  questionTitle: 'A question first',
  title: (app: string) => `Data from ${app}`,
  lead: (app: string) =>
    `They are put into the record you choose. ${app} gets no access to the record by this.`,
  forWhom: 'The data are for:',
  holds: 'They hold:',
  replaces: (kinds: string) =>
    `A record has one of: ${kinds}. What comes takes its place; what was there stays in its history.`,
  once: 'This works once. Into the wrong record, they can only come out by hand.',
  accept: 'Put into the record',
  decline: 'Not now',
  doneTitle: 'The data are in the record',
  done: (app: string) => `What ${app} left for you is now in the record you chose.`,
  declinedTitle: 'Nothing was put into a record',
  declined: 'The data wait for you. Should you change your mind, the same code works again.',
  closedTitle: 'This code no longer works',
  goneTitle: 'The data are no longer here',
  gone: 'They have been picked up, or taken back by those who left them.',
  brokenTitle: 'The data cannot be read',
  broken: (app: string) =>
    `What ${app} left is not in order. Nothing was changed. Tell them what it says below.`,
  refusedTitle: 'The data do not fit into this record',
  refused: 'Nothing was changed, and the data still wait for you. You can choose another record.',
  detail: 'For those who left them:',
};
