// Limits of accounts: sign-in, sign-up, ways to show who one is, how long all that lasts.
import { dayMs, hourMs, minuteMs } from '../limits/durations.ts';

export const peopleLimits = {
  /** Records that one answer tells of a person, and people that one answer lists. */
  personInfoRecordsMax: 25,
  authorizedPeopleMax: 100,
  userTokenTtlMs: 4 * hourMs,
  shellSessionTtlMs: 12 * hourMs,
  /** How long a browser stays signed in that asks for no page. */
  shellSessionIdleMs: hourMs,
  /** Wrong passwords in a window: for one account from one address, for one account by all strangers, and from one address. */
  signInTriesMax: 10,
  signInTriesPerAccountMax: 30,
  signInTriesPerAddressMax: 1000,
  signInTriesWindowMs: 15 * minuteMs,
  /** Wrong codes of an app, or of a mail, for one account. */
  wrongCodesPerHourMax: 10,
  wrongCodesPerDayMax: 30,
  /** Forms to sign up, in a window, that were refused for an address that is taken or a wrong code. */
  signUpRefusalsPerAddressMax: 100,
  /** New passwords judged in a window, for one network address. */
  passwordsJudgedPerAddressMax: 1000,
  /** Passkeys that an account may have, and accounts with providers; browsers in which a person may be signed in. */
  waysToSignInMax: 20,
  shellSessionsMax: 100,
  /** Characters of each part of what a browser answers for a passkey. */
  passkeyPartLengthMax: 8192,
  /** Links that are mailed in an hour, to one e-mail address and asked for from one network address; how long each works. */
  mailedLinksPerHourMax: 5,
  mailedLinksPerAddressPerHourMax: 500,
  mailedLinkTtlMs: dayMs,
  /** How long a link works by which the holder of an account that an operator made chooses its first password. */
  firstPasswordLinkTtlMs: 7 * dayMs,
  /** How long one may change what guards an account after showing who one is. */
  reauthenticateMs: 10 * minuteMs,
  /** Accounts opened in an hour: from one network address, which a whole clinic may share, and in all. */
  signUpsPerAddressPerHourMax: 1000,
  signUpsPerHourMax: 5000,
  /** Browsers that are known as those an account was signed in with, and for how long. */
  knownBrowsersMax: 20,
  knownBrowserTtlMs: 180 * dayMs,
  /** How long a deleted account can come back. */
  accountGraceMs: 30 * dayMs,
  /** Codes of an application that nobody has used. */
  signUpCodesPerAppMax: 10_000,
  signUpCodeTtlMs: 28 * dayMs,
  /** People with data that a developer makes in a sandbox. */
  sandboxPeoplePerHourMax: 10,
};
