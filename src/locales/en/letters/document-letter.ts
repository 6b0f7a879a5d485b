// The words of the mail that tells a person of documents that came while they were away.
export interface DocumentLetterFacts {
  readonly person: string;
  readonly app: string;
  readonly link: string;
}

export const documentLetterWords = {
  subject: 'There is something new in your health record',
  text: ({ person, app, link }: DocumentLetterFacts) =>
    `Hello ${person},\n\n“${app}” has put a new document into a health record of yours. Sign in to read it:\n\n${link}\n`,
};
