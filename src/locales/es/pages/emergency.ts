// The words of the emergency page.
import type { emergencyWords as english } from '../../en/pages/emergency.ts';

export const emergencyWords: typeof english = {
  title: name => `Página de emergencia de ${name}`,
  short: 'Página de emergencia',
  lead: 'Para quien ayude sin conocerle. Imprímala y llévela consigo.',
  asOf: day => `A fecha de ${day}`,
  born: 'Fecha de nacimiento',
  blood: 'Grupo sanguíneo',
  unknown: 'sin indicar',
  notShown: 'No se le muestra a usted.',
  allergies: 'Alergias',
  conditions: 'Enfermedades',
  medications: 'Medicamentos que toma ahora',
  devices: 'Dispositivos',
  contacts: 'Personas a quienes llamar',
  none: 'Nada en esta lista.',
  add: 'Añadir',
  addTo: title => `Añadir: ${title}`,
  cut: 'En el historial hay más de lo que cabe aquí.',
  incomplete: 'Esta página puede estar incompleta: no contiene lo personal ni lo que se ha ocultado en ella.',
  chosen: 'Eso se elige en la página de cada dato.',
  back: 'Volver al historial',
};
