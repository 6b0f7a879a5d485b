// The words of the vaccines of a child.
import type { vaccineWords as english } from '../../en/pages/vaccines.ts';
import { pickPlural } from '../../plural.ts';

export const vaccineWords: typeof english = {
  title: name => `Vacunas de ${name}`,
  lead: schedule =>
    `Lo que se puso y lo que viene después según este calendario: ${schedule}. Su médico sabe qué vale donde usted vive.`,
  add: 'Anotar una vacuna',
  unknown: 'Cuándo toca algo depende de la fecha de nacimiento, que no se conoce.',
  tellWhen: 'Indicarla',
  grown: 'Lo que toca se dice de los niños. Esto es lo que está anotado.',
  standings: {
    overdue: 'Atrasadas',
    due: 'Tocan ahora',
    later: 'Más adelante',
    given: 'Puestas',
    past: 'No puestas, y a esta edad ya no hacen falta',
  },
  days: { overdue: 'Tocaba el', due: 'Toca desde', later: 'Desde', given: 'El', past: 'Tocaba' },
  vaccine: 'Vacuna',
  dose: (vaccine, number) => `${vaccine}, dosis ${number}`,
  unknownDay: 'Sin fecha',
  choose: 'Elegir lo que sigue',
  schedule: 'Calendario',
  scheduleHint: 'Con otro calendario se elige primero todo lo que tiene para todos los niños.',
  followed: 'Vacunas',
  forSome: 'para algunos: según dónde vivan o viajen, o los riesgos del niño',
  source: 'Dónde se publica este calendario',
  save: 'Guardar',
  saved: 'Guardado.',
  mayNot: 'No puede cambiar lo que sigue este registro.',
  noSchedule: 'Ese calendario no existe. Elija uno de los de la página.',
  overdueSince: 'Vacuna atrasada: tocaba el',
  dueSince: 'Vacuna que toca desde el',
  moreDue: more => pickPlural('es', more, { one: 'Y una más que toca', other: `Y ${more} más que tocan` }),
};
