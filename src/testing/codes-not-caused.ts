// The status codes that no test causes over the XML API, each with its reason.

const reasons: readonly (readonly [reason: string, codes: readonly number[]])[] = [
  ['Every documented method is built.', [12]],
  ['No method converts what is stored into a unit that is asked for: values go out as they came in.', [14]],
  [
    'Of accounts and of signing in, which no method touches: the pages of accounts tell them in words.',
    [22, 25, 28, 29, 30, 31, 32, 36, 46, 48, 66, 80, 82, 83, 86, 138, 157, 159],
  ],
  [
    'Of records, of sharing and of invitations to them, which no method touches: the pages of records and sharing tell them in words.',
    [23, 35, 40, 47, 50, 51, 52, 57, 58, 137, 143, 144, 145, 160],
  ],
  ['The code of a device’s link and a sign-up code are handed to the pages, not to a method.', [98, 135]],
  [
    'Of drugs, code sets and saved queries, which the methods that are documented do not have.',
    [24, 26, 33, 62],
  ],
  [
    'Of groups of people and their managers, which belong to private methods.',
    [27, 42, 43, 44, 114, 115, 116, 117, 118, 119, 125],
  ],
  [
    'Of the directory of applications and its files, which belongs to private methods.',
    [77, 94, 97, 113, 126, 127, 128, 150, 151],
  ],
  [
    'An application never asks for more than its registration: what it may ask is decided when its rules are registered, which answers 18.',
    [54],
  ],
  ['The ids of applications and types are made here, never given.', [56, 81, 136]],
  ['No documented type forbids its deletion.', [59]],
  ['Ids of people that are wrong answer 9.', [67]],
  ['An incomplete package has nothing that a privileged method would have to validate.', [122]],
  ['A filter by a state that is not Active answers 15, and states in writes are ignored.', [123]],
  ['Applications cannot set the personal flag: what they send of it is ignored.', [131]],
  ['Requests of one record wait for each other; nobody loses a race.', [146]],
  ['There is no state of maintenance.', [152, 183]],
  ['An address that may not call answers 6.', [158]],
  ['Every application works by authorisation here.', [38]],
  [
    'Of parts of HealthVault that its published documents leave out.',
    [
      162, 164, 165, 166, 167, 168, 169, 170, 171, 174, 175, 176, 177, 178, 179, 181, 182, 184, 185, 186, 187,
      188, 189,
    ],
  ],
];

export const notCaused: ReadonlyMap<number, string> = new Map(
  reasons.flatMap(([reason, codes]) => codes.map(code => [code, reason] as const)),
);
