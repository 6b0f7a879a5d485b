// The words of the hints for those who come new.

export const hintsWords = {
  title: 'Good to do in the beginning',
  way: 'Have a second way to sign in',
  wayText: 'With a passkey or codes you get in even when a password is lost or stolen.',
  share: 'Share the record',
  shareText: 'Somebody in your family can look after it with you, or only look.',
  emergency: 'Print the emergency page',
  emergencyText: 'It holds what helpers need to know, on one sheet of paper.',
  hide: 'Do not show this again',
  hidden: 'The hints are gone. What they tell is in the help, too.',
};
