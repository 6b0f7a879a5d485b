// The words of mail about accounts. `{…}` stands for what is filled in.

export const letterWords = {
  hello: 'Hello {name},',
  /** At the end of what tells of a change. */
  notYou:
    'If this was not you, open {shellUrl}/forgotten, set a new password, and sign out your other browsers on your account page.',
  /** At the end of what brings a link. */
  notAsked: 'The link works once, for a day. If you did not ask for this mail, do nothing.',
  /** At the end of what an operator had sent. */
  notKnown:
    'The link works once, until {until}. If you do not know who made this account for you, do nothing.',
  /** At the end of what tells who shares a record. */
  sharedWith: 'Who has access to your records, and how to change it, is at {shellUrl}/records.',
  from: 'Keepwell, {shellUrl}',
  letters: {
    confirm: {
      subject: 'Confirm your e-mail address',
      text: 'Welcome to Keepwell. Please confirm that this address is yours:\n\n{link}\n\nOpen it in the browser in which you asked for it. Are you reading this elsewhere? Type this code on your account page there: {code}',
    },
    made: {
      subject: 'Your Keepwell account',
      text: 'An account was made ready for you. Open this link to choose its password, and sign in with this e-mail address:\n\n{link}',
    },
    signUp: {
      subject: 'Finish your Keepwell account',
      text: 'Open this link to create your account:\n\n{link}',
    },
    signUpTaken: {
      subject: 'You have a Keepwell account already',
      text: 'Somebody, probably you, tried to create an account with this e-mail address. You have one already: sign in at {shellUrl}/sign-in.',
    },
    change: {
      subject: 'Confirm your new e-mail address',
      text: 'Open this link to make {email} the address of your Keepwell account:\n\n{link}\n\nOpen it in the browser in which you asked for it. Are you reading this elsewhere? Type this code on your account page there: {code}',
    },
    changeAsked: {
      subject: 'Your e-mail address is about to change',
      text: 'A new e-mail address was entered for your Keepwell account. It changes once the new address is confirmed.',
    },
    changed: {
      subject: 'Your e-mail address was changed',
      text: 'Your Keepwell account has a new e-mail address. Mail no longer comes to this one.',
    },
    reset: {
      subject: 'Set a new password',
      text: 'Open this link to set a new password for your Keepwell account:\n\n{link}',
    },
    passwordChanged: {
      subject: 'Your password was changed',
      text: 'The password of your Keepwell account was changed, and your other browsers were signed out.',
    },
    passwordRemoved: {
      subject: 'Your password was removed',
      text: 'Your Keepwell account has no password any more. You sign in by your other ways.',
    },
    passkeyAdded: {
      subject: 'A passkey was added',
      text: 'The passkey “{what}” can now sign in to your Keepwell account.',
    },
    passkeyRemoved: {
      subject: 'A passkey was removed',
      text: 'The passkey “{what}” can no longer sign in to your Keepwell account.',
    },
    codeAppOn: {
      subject: 'Codes were turned on',
      text: 'Signing in to your Keepwell account now also takes a code from your app.',
    },
    codeAppOff: {
      subject: 'Codes were turned off',
      text: 'Signing in to your Keepwell account no longer takes a code from your app.',
    },
    recoveryMade: {
      subject: 'You have new recovery codes',
      text: 'Recovery codes were made for your Keepwell account. Those from before no longer work.',
    },
    recoveryUsed: {
      subject: 'A recovery code was used',
      text: 'A recovery code was used to sign in to your Keepwell account. Left: {count}.',
    },
    emergencyOpened: {
      subject: 'The emergency page of “{what}” was opened',
      text: 'Somebody opened the emergency page of “{what}” by its code: {place}. What it shows, and how to renew the code or turn it off, is at {shellUrl}/emergency/code.',
    },
    invitationAccepted: {
      subject: '{who} now has access to the record of “{what}”',
      text: '{who} accepted an invitation to the record of “{what}” and can open it from now on.',
    },
    invitationDeclined: {
      subject: 'An invitation to the record of “{what}” was declined',
      text: 'Somebody declined an invitation to the record of “{what}”. Nothing was shared.',
    },
    accessEnded: {
      subject: 'Your access to the record of “{what}” has ended',
      text: 'Somebody who looks after the record of “{what}” ended your access to it. You can no longer open it. If you think this is a mistake, ask them.',
    },
    newBrowser: {
      subject: 'Your account was signed in to from a new browser',
      text: 'Somebody signed in to your Keepwell account in a browser that was not used for it before: {place}. If it was you, there is nothing to do. If not, set another password and sign out the other browsers at {shellUrl}/account.',
    },
    wrongCodes: {
      subject: 'Somebody may know your password',
      text: 'Many wrong codes were entered for your Keepwell account, after its right password. For a while no more are taken in browsers that are new to the account. If it was not you, somebody knows your password, and the codes keep them out.',
    },
    identityAdded: {
      subject: '{what} was linked',
      text: 'You can now sign in to your Keepwell account with {what}.',
    },
    identityRemoved: {
      subject: '{what} was unlinked',
      text: '{what} can no longer sign you in to your Keepwell account.',
    },
    closed: {
      subject: 'Your account will be deleted',
      text: 'Your Keepwell account and the records that only you look after will be deleted on {until}. Until then, signing in at {shellUrl}/sign-in brings everything back; only apps have to ask you again.',
    },
    reopened: {
      subject: 'Your account is back',
      text: 'You signed in, so your Keepwell account will not be deleted. Its records are back. Apps have to ask you again.',
    },
  },
};
