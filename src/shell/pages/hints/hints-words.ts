// The words of the hints for those who come new.
import { words } from '../../../locales/language.ts';

export const hintsWords = words({
  en: {
    title: 'Good to do in the beginning',
    way: 'Have a second way to sign in',
    wayText: 'With a passkey or codes you get in even when a password is lost or stolen.',
    share: 'Share the record',
    shareText: 'Somebody in your family can look after it with you, or only look.',
    emergency: 'Print the emergency page',
    emergencyText: 'It holds what helpers need to know, on one sheet of paper.',
    hide: 'Do not show this again',
    hidden: 'The hints are gone. What they tell is in the help, too.',
  },
  es: {
    title: 'Conviene hacerlo al principio',
    way: 'Tener otra forma de iniciar sesión',
    wayText: 'Con una llave de acceso o códigos puede entrar aunque pierda o le roben la contraseña.',
    share: 'Compartir el historial',
    shareText: 'Alguien de su familia puede cuidarlo con usted, o solo mirarlo.',
    emergency: 'Imprimir la página de emergencia',
    emergencyText: 'Contiene lo que debe saber quien ayude, en una hoja.',
    hide: 'No mostrar más',
    hidden: 'Los consejos ya no se muestran. Lo que dicen está también en la ayuda.',
  },
  de: {
    title: 'Gut für den Anfang',
    way: 'Einen zweiten Weg zum Anmelden haben',
    wayText:
      'Mit einem Passkey oder Codes kommen Sie auch hinein, wenn ein Passwort verloren oder gestohlen ist.',
    share: 'Die Akte teilen',
    shareText: 'Jemand aus der Familie kann mit Ihnen für sie sorgen oder sie nur ansehen.',
    emergency: 'Das Notfallblatt drucken',
    emergencyText: 'Darauf steht, was Helfende wissen müssen, auf einem Blatt Papier.',
    hide: 'Nicht mehr anzeigen',
    hidden: 'Die Hinweise sind weg. Was sie sagen, steht auch in der Hilfe.',
  },
});
