// The words of the mail that hands on to operators what somebody wrote to postmaster.
import type { postmasterLetterWords as english } from '../../en/letters/postmaster-letter.ts';
import { pickPlural } from '../../plural.ts';

export const postmasterLetterWords: typeof english = {
  subject: domain => `Correo a postmaster de ${domain}`,
  text: ({ person, domain, from, subject, files, isCut }) =>
    [
      `Hola, ${person}:`,
      `Alguien ha escrito a postmaster de ${domain}, la dirección de quien lleva allí el correo. Cualquiera puede escribir a ella, con cualquier nombre: nada se ha comprobado. No abra ningún enlace si no sabe quién lo envió.`,
      `${from === undefined ? 'No dice de quién es.' : `Dice ser de «${from}».`} Su asunto es «${subject}».`,
      ...(files > 0
        ? [
            pickPlural('es', files, {
              one: 'Se ha omitido 1 archivo.',
              other: `Se han omitido ${files} archivos.`,
            }),
          ]
        : []),
      isCut ? 'Dice, hasta donde cabe aquí:' : 'Dice:',
    ].join('\n\n'),
};
