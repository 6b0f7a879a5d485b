// The words about where an application stands with the operator: not asked yet, waiting, refused, and why.

export const liveWords = {
  unasked: 'Not approved yet',
  unaskedHint: 'It cannot call before the operator of this vault has approved it. Nobody has asked yet.',
  refused: 'Refused',
  refusedHint: (day: string) =>
    `The operator refused it on ${day}. It cannot call before you asked again and it is approved.`,
  waitingSince: (day: string) => `Since ${day}.`,
  appRefused: (day: string) => `The operator refused the app on ${day}`,
  changesRefused: (day: string) => `The operator refused the changes on ${day}`,
  why: 'Why:',
  appAgain: 'Mend what is said there, then ask again.',
  changesAgain:
    'The app goes on as it was. Mend what is said there and save the changes again: they then wait for the operator.',
  wasAsked: 'What was refused',
  groups: 'Methods it asked for',
  lacks: {
    rules: 'Before you ask, say in a rule what the app asks people for. Without, it could do nothing.',
    certificate:
      'Before you ask, add a certificate that has not ended. Without, the app could not open a session.',
  },
};
