// The words of what is there without a network.

export const offlineWords = {
  short: 'Without a network',
  lead: 'This browser can keep the emergency page and the medicines of your records, to be read when there is no network: from the app on the home screen of a phone, or at the address /offline/copy. The copy says from when it is.',
  goes: 'It lies in this browser, for whoever can unlock the device. It goes when you sign out here or turn it off; when you are signed out elsewhere or for being away, it goes the next time this browser reaches Keepwell, and comes back when you sign in.',
  isOn: 'This browser keeps a copy.',
  isOff: 'This browser keeps no copy.',
  turnOn: 'Keep a copy in this browser',
  turnOff: 'Remove the copy',
  needs: 'It needs scripts and an address with https. Nothing of it is there until you turn it on.',
  see: 'See what is kept',
  turnedOn: 'This browser keeps a copy from now on.',
  turnedOff: 'The copy is removed from this browser.',
  copyTitle: 'Copy for when there is no network',
  notAll: 'Not all of your records are in this copy.',
  toPages: 'To Keepwell, with a network',
  asOf: (when: string) => `This is a copy as of ${when}.`,
};
