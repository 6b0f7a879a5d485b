// The words of the mail that hands on to operators what somebody wrote to postmaster.
import type { postmasterLetterWords as english } from '../../en/letters/postmaster-letter.ts';
import { pickPlural } from '../../plural.ts';

export const postmasterLetterWords: typeof english = {
  subject: domain => `Mail an postmaster von ${domain}`,
  text: ({ person, domain, from, subject, files, isCut }) =>
    [
      `Guten Tag, ${person},`,
      `jemand hat an postmaster von ${domain} geschrieben, die Adresse dessen, der die Mail dort betreibt. Jeder kann dorthin schreiben, unter jedem Namen: Nichts davon wurde geprüft. Öffnen Sie keinen Link darin, wenn Sie nicht wissen, von wem sie ist.`,
      `${from === undefined ? 'Sie sagt nicht, von wem sie ist.' : `Sie gibt an, von „${from}“ zu sein.`} Ihr Betreff ist „${subject}“.`,
      ...(files > 0
        ? [
            pickPlural('de', files, {
              one: '1 Datei wurde weggelassen.',
              other: `${files} Dateien wurden weggelassen.`,
            }),
          ]
        : []),
      isCut ? 'Darin steht, soweit es hier Platz hat:' : 'Darin steht:',
    ].join('\n\n'),
};
