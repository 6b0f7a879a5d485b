// The words of the logos and statements of an application.
import type { appearanceWords as english } from '../../en/develop/appearance.ts';

export const appearanceWords: typeof english = {
  title: 'Logotipos y declaraciones',
  link: 'Logotipos, declaración de privacidad, condiciones y más',
  lead: 'Lo que las personas ven de la aplicación y lo que esta dice de sí misma a otros programas. Puede variar según el idioma.',
  forLanguage: tag => `En el idioma ${tag}`,
  forAll: 'Para todos los idiomas que no tengan el suyo',
  language: 'Idioma',
  languageHint: 'Una etiqueta como es o de-AT. Vacío para todos los idiomas.',
  badLanguage: 'Escriba una etiqueta como es o de-AT.',
  show: 'Mostrar',
  kinds: {
    'small-logo': 'Logotipo pequeño',
    'large-logo': 'Logotipo grande',
    'privacy-statement': 'Declaración de privacidad',
    'terms-of-use': 'Condiciones de uso',
    'dtc-success-message': 'Lo que se lee al terminar de conectar',
  },
  none: 'No hay.',
  file: 'Imagen',
  fileHint: (width, height) =>
    `PNG, JPEG o WebP, de 1 MB como máximo. Se dibuja de nuevo dentro de ${width} por ${height} píxeles.`,
  upload: 'Subir',
  remove: 'Quitar',
  text: 'Texto',
  form: 'Está escrito como',
  plain: 'Texto sin formato',
  html: 'HTML',
  htmlHint:
    'Del HTML, las páginas muestran las palabras, los párrafos y adónde llevan los enlaces, y nada más.',
  save: 'Guardar',
  saved: 'Guardado.',
  removed: 'Quitado.',
  noFile: 'Elija primero una imagen.',
  tooLarge: max => `El archivo es demasiado grande. Puede tener ${max} como máximo.`,
  badPicture: 'No es una imagen PNG, JPEG o WebP, o tiene demasiados píxeles.',
  otherForm: 'En otros idiomas es texto sin formato o HTML: elija lo mismo.',
  tooLong: bytes => `Puede tener ${bytes} como máximo.`,
  tooMany: count => `Hay ${count} idiomas como máximo.`,
  preview: 'Como lo muestran las páginas',
  logosWait:
    'Un logotipo nuevo, o quitar uno, espera al operador. Las declaraciones y los mensajes cambian enseguida.',
  waits: 'El operador decide sobre el logotipo. Hasta entonces queda como está.',
  takeBack: 'Retirar la propuesta',
  otherPicture: 'En otros idiomas es una imagen de otra clase. Proponga también esas de nuevo.',
  tooLongTitle: 'El texto es demasiado largo',
  tooLongText: max =>
    `Una declaración puede tener ${max} como máximo. No se cambió nada. Vuelva atrás en su navegador: lo que escribió sigue ahí.`,
  back: 'Volver a Información',
};
