// The words of how a child grows.
export const growthWords = {
  title: (name: string) => `How ${name} grows`,
  bornOn: (day: string) => `Born on ${day}.`,
  byWho: 'Compared with other children by the standards of the World Health Organization (WHO).',
  byCdc:
    'Compared with other children by the standards of the World Health Organization (WHO) until the age of two, then by the growth charts of the United States (CDC).',
  early: (weeks: number) =>
    `Born after ${weeks} weeks: until the age of two, compared by the day the birth was due.`,
  changeBirth: 'Change',
  tellBirth: 'Born early? Say after how many weeks',
  unknown: 'To compare with other children, it takes the date of birth, and whether it is a boy or a girl.',
  tellWho: 'Say so',
  grown: 'Whoever is twenty has grown up, and is not compared with others any more.',
  nothing: 'Nothing yet',
  asChart: 'Chart',
  chartOf: (kind: string) => `Chart: ${kind}`,
  add: 'Add',
  addKind: (kind: string) => `Add: ${kind}`,
};
