// The words of signing up.

export const signUpWords = {
  title: 'Create an account',
  name: 'Your name',
  email: 'E-mail address',
  emailHint: 'You sign in with it.',
  password: 'Password',
  birthDate: 'Date of birth',
  birthDateHint: 'Account holders are 13 or older.',
  country: 'Country',
  record: 'Create my own health record',
  recordHint: 'You can add records for your family later.',
  create: 'Create my account',
  passkeyTitle: 'No password to remember',
  passkeyText: 'A passkey signs you in by your fingerprint, your face or the PIN of your device.',
  withPasskey: 'Continue with a passkey',
  orPassword: 'Or choose a password',
  vouched: (label: string) => `You will sign in with ${label}.`,
  haveAccount: 'Have an account?',
  signIn: 'Sign in',
  taken: 'There is an account with this e-mail address already. Sign in instead.',
  tooManyAccounts: (wait: string) =>
    `As many accounts as may be in an hour were opened from your network, or in all. Try again in ${wait}.`,
  tooYoung: 'You must be 13 or older to have an account. A parent can keep a record for you in theirs.',
  stepTitle: 'Make your passkey',
  stepText: 'Your browser now asks where to keep it: on this device, on your phone, or on a security key.',
  make: 'Make a passkey',
  noPasskeys: 'Passkeys need a browser of today with script turned on. Choose a password here instead.',
  insteadTitle: 'Choose a password instead',
  notMade: 'The passkey could not be checked. Try again, or choose a password.',
  sentTitle: 'Look into your mail',
  sentText: (email: string) =>
    `We sent a mail to ${email}. Open the link in it to go on. It may take a few minutes.`,
  finishTitle: 'Finish your account',
  finishText: (email: string) => `Your address ${email} is confirmed with this step.`,
  finishElsewhere:
    'You opened the link in another browser than the one you began in. So that nobody else can sign in to your account, choose a password here; what was chosen there does not count.',
  tooLate: 'There is an account with this address by now. Sign in instead.',
  closedTitle: 'No new accounts',
  closed: 'Accounts cannot be created here at the moment. Ask whoever runs this vault.',
  code: 'Sign-up code',
  codeHint:
    '20 digits, from the app or from whoever runs this vault. Leave it empty if an invitation was mailed to your e-mail address.',
  codeWrong:
    'Enter a sign-up code, or the e-mail address that an invitation was mailed to. A code that is not known, has been used or has expired does not work: ask for a new one.',
};
