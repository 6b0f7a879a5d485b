// The words of the pages about applications that have access.
import type { appsWords as english } from '../../en/pages/apps.ts';

export const appsWords: typeof english = {
  title: 'Aplicaciones',
  lead: 'Estas aplicaciones tienen acceso a sus historiales. Usted decide qué puede hacer cada una y puede terminarlo cuando quiera.',
  none: 'Ninguna aplicación tiene acceso aún',
  noneText:
    'Inicie una aplicación o un dispositivo que trabaje con esta bóveda. Le enviará aquí y usted decidirá.',
  more: 'Detalles',
  moreOf: (app, record) => `Detalles de ${app} sobre el historial de ${record}`,
  since: day => `desde el ${day}`,
  record: 'Historial',
  granted: 'Permitida desde',
  required: 'Lo que puede hacer',
  nothing: 'No puede usar datos de salud, solo saber quién es usted aquí.',
  optional: 'Opcional',
  askedHint:
    'Desmarque lo que la aplicación ya no debe recibir. Podrá marcarlo de nuevo más adelante. Sin ello, puede que la aplicación no funcione del todo.',
  optionalHint: 'La aplicación funciona sin esto. Marque lo que puede recibir.',
  save: 'Guardar',
  saved: 'Guardado.',
  seen: 'Lo que ha visto',
  seenNothing: 'Aún no ha leído nada de este historial.',
  kind: 'Tipo de datos',
  items: 'Datos leídos',
  last: 'Última vez',
  seenHint: 'Los datos leídos varias veces cuentan cada vez.',
  remove: 'Terminar su acceso',
  removeTitle: (app, record) => `¿Terminar el acceso de ${app} al historial de ${record}?`,
  removeText: [
    'Pierde el acceso enseguida. Lo que copió antes se queda con ella.',
    'Si vuelve a usar la aplicación, le preguntará de nuevo.',
  ],
  removed: (app, record) => `${app} ya no tiene acceso al historial de ${record}.`,
  all: 'Todas las aplicaciones',
};
