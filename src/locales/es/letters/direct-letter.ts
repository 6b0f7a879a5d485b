// The words of the mails that tell a person that something came by Direct, without anything of what it is.
import type { directLetterWords as english } from '../../en/letters/direct-letter.ts';

export const directLetterWords: typeof english = {
  came: {
    subject: 'Tiene un mensaje nuevo',
    text: ({ person, link }) =>
      `Hola, ${person}:\n\nHa llegado un mensaje a su dirección Direct. Inicie sesión para leerlo:\n\n${link}\n`,
  },
  waits: {
    subject: 'Un mensaje espera a que vea quién lo envió',
    text: ({ person, link }) =>
      `Hola, ${person}:\n\nHa llegado a su dirección Direct un mensaje de un remitente que no ha aceptado. Se guarda aparte hasta que haya visto de quién es:\n\n${link}\n\nDe otros que lleguen hoy no se le avisará así.\n`,
  },
};
