// The words of the mail that tells a person that something came by Direct, without anything of what it is.
export interface DirectLetterFacts {
  readonly person: string;
  readonly link: string;
}

export const directLetterWords = {
  subject: 'You have a new message',
  text: ({ person, link }: DirectLetterFacts) =>
    `Hello ${person},\n\nA message came to your Direct address. Sign in to read it:\n\n${link}\n`,
};
