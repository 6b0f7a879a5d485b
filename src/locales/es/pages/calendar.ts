// Las palabras de los calendarios de un historial y de la página que crea sus direcciones.
import type { calendarWords as english } from '../../en/pages/calendar.ts';

export const calendarWords: typeof english = {
  busy: 'Ocupado',
  due: (vaccine, dose) => `${vaccine}, dosis ${dose}: pendiente`,
  title: 'Calendarios',
  lead: 'Un programa de calendario, en un teléfono o en otro lugar, lee un calendario de este historial en una dirección secreta. Quien tiene la dirección lee lo que dice sin iniciar sesión: dé a cada programa una propia, para poder terminarla.',
  make: 'Crear un calendario',
  makeIt: 'Crear la dirección',
  name: 'Nombre',
  nameHint: 'Cómo lo llama usted, por ejemplo «mi teléfono». El calendario lleva este nombre.',
  nameMissing: max => `Dele un nombre de hasta ${max} caracteres.`,
  saysTitle: 'Qué dice',
  says: { busy: 'Solo que hay algo', kind: 'Qué tipo de cosa', all: 'Todo' },
  saysHints: {
    busy: 'Cada entrada se llama «Ocupado».',
    kind: '«Cita», sin con quién, dónde y por qué.',
    all: 'También qué, con quién y dónde, nombres de vacunas y medicamentos.',
  },
  kindsTitle: 'Qué contiene',
  kinds: { appointments: 'Citas', vaccines: 'Vacunas pendientes', doses: 'Tomas de medicamentos' },
  dosesHint: 'Por la mañana, al mediodía, por la tarde y por la noche, según lo escrito sobre la frecuencia.',
  kindMissing: 'Elija qué contiene.',
  tooMany: 'Este historial tiene tantos calendarios como puede tener. Termine uno que no se use.',
  madeBy: (person, day) => `De ${person}, ${day}`,
  renew: 'Renovar',
  end: 'Terminar',
  ended: 'El calendario ha terminado. Su dirección ya no abre nada.',
  made: name => `Dirección de «${name}»`,
  once: 'Se muestra solo esta vez y no se guarda en ningún lugar. Quien la tiene lee el calendario.',
  subscribe: 'Suscribirse en este dispositivo',
  done: 'Listo',
  howTo:
    'Si no, copie la dirección y añádala al programa de calendario como calendario «desde URL». Los programas buscan cambios cada hora o con menos frecuencia.',
};
