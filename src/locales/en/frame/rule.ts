// The words of rules, and of what people may do on a record.

export const ruleWords = {
  verbs: { Read: 'see', Create: 'add', Update: 'change', Delete: 'delete' },
  and: 'and',
  fromDay: (from: string) => `dated ${from} or later`,
  toDay: (to: string) => `dated ${to} or earlier`,
  between: (from: string, to: string) => `dated from ${from} to ${to}`,
  not: (what: string) => `Not ${what}.`,
  everyKind: 'items of every kind',
  onlyLook: 'You can only look at this record.',
  sharedFor: (types: string) => `It is shared with you for ${types} only.`,
  ends: (day: string) => `Your access ends on ${day}.`,
  levels: { view: 'May look', modify: 'May look, add and change', custodian: 'Looks after the record' },
};
