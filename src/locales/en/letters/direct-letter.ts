// The words of the mails that tell a person that something came by Direct, without anything of what it is.
export interface DirectLetterFacts {
  readonly person: string;
  readonly link: string;
}

export const directLetterWords = {
  came: {
    subject: 'You have a new message',
    text: ({ person, link }: DirectLetterFacts) =>
      `Hello ${person},\n\nA message came to your Direct address. Sign in to read it:\n\n${link}\n`,
  },
  waits: {
    subject: 'A message waits for you to look who sent it',
    text: ({ person, link }: DirectLetterFacts) =>
      `Hello ${person},\n\nA message came to your Direct address from a sender you have not accepted. It is kept apart until you have looked who it is from:\n\n${link}\n\nFor others that come today there is no such mail.\n`,
  },
};
