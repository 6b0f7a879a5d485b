// Las palabras de una fecha que alguien escribe.
import type { typedDateWords as english } from '../../en/items/typed-date.ts';

export const typedDateWords: typeof english = {
  now: 'ahora, ahora mismo',
  today: 'hoy, esta mañana=am, esta tarde=pm, esta noche=pm',
  yesterday: 'ayer, anoche=pm',
  dayBeforeYesterday: 'anteayer, antes de ayer',
  tomorrow: 'mañana',
  dayAfterTomorrow: 'pasado mañana',
  ago: 'hace #',
  ahead: 'en #, dentro de #',
  last: 'pasado, pasada, último, última',
  next: 'próximo, próxima, que viene',
  numbers:
    'un=1, una=1, uno=1, dos=2, tres=3, cuatro=4, cinco=5, seis=6, siete=7, ocho=8, nueve=9, diez=10, once=11, doce=12, media=0.5',
  ordinals: 'º, ro, er',
  minutes: 'minuto, minutos, min',
  hours: 'hora, horas, h',
  days: 'día, días',
  weeks: 'semana, semanas',
  months: 'mes, meses',
  years: 'año, años',
  before: 'a.m., am, de la mañana, por la mañana, de la madrugada',
  after: 'p.m., pm, de la tarde, por la tarde, de la noche, por la noche, tarde, noche',
  noon: 'mediodía, a mediodía, al mediodía',
  midnight: 'medianoche, a medianoche',
  clock: 'h, horas',
  at: 'a las, a la, sobre las, hacia las',
  fill: 'el, de, del, la, en',
};
