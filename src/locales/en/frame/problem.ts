// The words of what goes wrong at the browser.

export const problemWords = {
  appMistake: {
    title: 'This app made a mistake',
    text: 'The app that sent you here asked for something in a way that does not work. Nothing was shared. Go back to the app, or tell its makers what it says below.',
  },
  foreignForm: {
    title: 'This form is no longer valid',
    text: 'This page was open for a long time, or was not opened from here. Nothing was changed. Go back, reload the page and try again.',
  },
  othersForm: {
    title: 'This form is somebody else’s',
    text: 'Since this page was opened, somebody else has signed in here. Nothing was changed. Whoever filled it in has to sign in again before it is sent.',
  },
  signedOut: {
    title: 'You are signed out',
    text: 'You were signed out before this was saved. Sign in in another tab, come back here, and try again.',
  },
  malformedForm: {
    title: 'This form did not arrive whole',
    text: 'What was sent could not be read. Nothing was changed. Go back and try again.',
  },
  notFound: {
    title: 'Page not found',
    text: 'There is no page at this address. It may have been mistyped.',
  },
  accessEnded: {
    title: 'Your access has ended',
    text: 'You could open this record before. Your access to it has ended. If you think this is a mistake, ask a person who looks after it.',
  },
  wrongMethod: {
    title: 'This cannot be opened that way',
    text: 'This address only takes what its own form sends. Start again from the home page.',
  },
  tooLong: {
    title: 'That was too long',
    text: 'What was sent is longer than any form here needs. Nothing was changed.',
  },
  busy: {
    title: 'One moment',
    text: 'Much is under way from your network just now. Nothing was changed; try again in a moment.',
  },
  tooManyTries: (wait: string) => ({
    title: 'Too many tries',
    text: `For safety there is a pause after many tries. Wait ${wait}, then try again.`,
  }),
  mayNot: {
    title: 'You may not do this',
    text: 'You have no right to it in this record, or what it was about is there no longer. Nothing was changed.',
  },
  damaged: {
    title: 'This cannot be read',
    text: 'An item of this record is damaged where it is stored, and this answer would leave it out without saying so. Nothing was changed. The operator can find out more with “keepwell doctor --thorough”, and may bring the item back from a backup.',
  },
  tooMuch: {
    title: 'No more for now',
    text: 'As many as may be were tried, or are there, already. Try again later.',
  },
  ourFault: {
    title: 'Something went wrong',
    text: 'It was not your doing, and nothing was changed. Try again in a moment.',
  },
  unavailable: {
    title: 'A short break',
    text: 'The vault cannot reach its database just now. It is not sure that what you sent was taken: look in a moment before you send it again.',
  },
  tooOld: {
    title: 'This page is too old',
    text: 'Go back to the app and start again from there. Nothing was shared.',
  },
  usedLink: {
    title: 'This link no longer works',
    text: 'A link from a device works once, and soon no more. Start again in the app on the device.',
  },
  fault: (message: string) => ({ title: 'That did not work', text: message }),
};
