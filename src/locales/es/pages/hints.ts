// The words of the hints for those who come new.
import type { hintsWords as english } from '../../en/pages/hints.ts';

export const hintsWords: typeof english = {
  title: 'Conviene hacerlo al principio',
  way: 'Tener otra forma de iniciar sesión',
  wayText: 'Con una llave de acceso o códigos puede entrar aunque pierda o le roben la contraseña.',
  share: 'Compartir el historial',
  shareText: 'Alguien de su familia puede cuidarlo con usted, o solo mirarlo.',
  emergency: 'Imprimir la página de emergencia',
  emergencyText: 'Contiene lo que debe saber quien ayude, en una hoja.',
  hide: 'No mostrar más',
  hidden: 'Los consejos ya no se muestran. Lo que dicen está también en la ayuda.',
};
