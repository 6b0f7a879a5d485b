// The words of the mail that hands on to operators what somebody wrote to postmaster.
import { pickPlural } from '../../plural.ts';

export interface PostmasterLetterFacts {
  readonly person: string;
  /** Of Direct. */
  readonly domain: string;
  /** Undefined where it names nobody. */
  readonly from: string | undefined;
  readonly subject: string;
  /** Left out. */
  readonly files: number;
  /** Was there more of the text? */
  readonly isCut: boolean;
}

export const postmasterLetterWords = {
  subject: (domain: string) => `Mail to postmaster of ${domain}`,
  text: ({ person, domain, from, subject, files, isCut }: PostmasterLetterFacts) =>
    [
      `Hello ${person},`,
      `Somebody wrote to postmaster of ${domain}, the address for whoever runs its mail. Anybody can write there, under any name: nothing of it was checked. Open no link in it unless you know who sent it.`,
      `${from === undefined ? 'It does not say who it is from.' : `“${from}” says that it is from them.`} Its subject is “${subject}”.`,
      ...(files > 0
        ? [pickPlural('en', files, { one: '1 file was left out.', other: `${files} files were left out.` })]
        : []),
      isCut ? 'It says, as far as it fits in here:' : 'It says:',
    ].join('\n\n'),
};
