// The words of what is wrong with what people type about themselves.

export const checkWords = {
  noName: 'Enter your name.',
  noPasskeyName: 'Give the passkey a name.',
  longName: (max: number) => `Use at most ${max} characters.`,
  badName: 'A name cannot have < or > or control characters in it.',
  addressInName: 'A name has no web address in it: leave out what begins with http: or www.',
  noEmail: 'Enter your e-mail address.',
  badEmail: 'Enter an e-mail address such as name@example.org.',
  trialEmail:
    'Addresses at keepwell.invalid are for accounts that only try the vault. Enter one of your own.',
  noPassword: 'Choose a password.',
  shortPassword: (min: number) => `Use at least ${min} characters.`,
  longPassword: (max: number) => `Use at most ${max} characters.`,
  passwordHint: (min: number) =>
    `At least ${min} characters. A few unrelated words are easy to keep in mind and hard to guess.`,
  better: 'A few unrelated words make a good one.',
  weak: {
    common: 'This password is easy to guess: many people use it, or one much like it.',
    pattern: 'This password is easy to guess: its keys lie side by side on a keyboard.',
    repeat: 'This password is easy to guess: it repeats itself.',
    sequence: 'This password is easy to guess: it is a row of letters or numbers.',
    date: 'This password is easy to guess: dates and years are tried early.',
    name: 'This password is easy to guess: names are tried early.',
    own: 'Choose a password that is not your name or e-mail address, or made of them.',
    word: 'This password is easy to guess: it is a single word.',
    other: 'This password is easy to guess.',
  },
  noBirthDate: 'Enter the day you were born.',
  badBirthDate: 'Enter a date such as 1984-05-31.',
  noCountry: 'Choose the country you live in.',
};
