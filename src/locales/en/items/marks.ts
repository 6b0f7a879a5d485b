// The words of marks: how far a value lies from the line it is judged by, whose line that is, and where it lies.
export const marksWords = {
  degrees: {
    'far-below': 'far below',
    below: 'below',
    'little-below': 'a little below',
    'little-above': 'a little above',
    above: 'above',
    'far-above': 'far above',
    abnormal: 'outside',
    critical: 'far outside',
  },
  by: {
    range: (how: string) => `${how} its own range`,
    target: (how: string) => `${how} the target`,
    usual: (how: string) => `${how} the usual range`,
  },
  flagged: {
    'far-below': 'reported as very low',
    below: 'reported as low',
    'little-below': 'reported as low',
    'little-above': 'reported as high',
    above: 'reported as high',
    'far-above': 'reported as very high',
    abnormal: 'reported as abnormal',
    critical: 'reported as critical',
  },
  marked: (what: string, how: string) => `${what}: ${how}`,
  setTarget: 'Set a target',
  setTargetFor: (kind: string) => `Set a target: ${kind}`,
  lines: 'What this is judged by',
  lineOf: {
    range: (bounds: string) => `The range that came with the result: ${bounds}.`,
    target: (bounds: string) => `The target in this record: ${bounds}.`,
    usual: (bounds: string, source: string) => `The usual range: ${bounds}. Source: ${source}.`,
    usualOfAdults: (bounds: string, source: string) =>
      `The usual range for an adult: ${bounds}. Source: ${source}.`,
    flag: 'Whoever measured it reported it like this.',
  },
  atLeast: (value: string) => `at least ${value}`,
  moreThan: (value: string) => `more than ${value}`,
  atMost: (value: string) => `at most ${value}`,
  lessThan: (value: string) => `less than ${value}`,
  both: (from: string, to: string) => `${from} and ${to}`,
  seeChart: 'See the chart',
  ageUnknown:
    'The usual range depends on age, and the date of birth is not known here. So nothing is judged by it.',
};
