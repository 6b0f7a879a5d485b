// The words of how a child grows.
import type { growthWords as english } from '../../en/pages/growth.ts';

export const growthWords: typeof english = {
  title: name => `Cómo crece ${name}`,
  bornOn: day => `Nacimiento: ${day}.`,
  byWho: 'Se compara con otros niños según los patrones de la Organización Mundial de la Salud (OMS).',
  byCdc:
    'Se compara con otros niños según los patrones de la Organización Mundial de la Salud (OMS) hasta los dos años, y después según las curvas de crecimiento de los Estados Unidos (CDC).',
  early: weeks =>
    `Nació a las ${weeks} semanas: hasta los dos años se compara por el día en que se esperaba el parto.`,
  changeBirth: 'Cambiar',
  tellBirth: '¿Nació antes de tiempo? Diga a las cuántas semanas',
  unknown: 'Para comparar con otros niños faltan la fecha de nacimiento o si es niño o niña.',
  tellWho: 'Indicarlo',
  grown: 'Quien tiene veinte años ha terminado de crecer y ya no se compara con otros.',
  nothing: 'Nada todavía',
  asChart: 'Gráfico',
  chartOf: kind => `Gráfico: ${kind}`,
  add: 'Añadir',
  addKind: kind => `Añadir: ${kind}`,
};
