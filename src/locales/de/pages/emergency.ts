// The words of the emergency page.
import type { emergencyWords as english } from '../../en/pages/emergency.ts';

export const emergencyWords: typeof english = {
  title: name => `Notfallblatt von ${name}`,
  short: 'Notfallblatt',
  lead: 'Für Helfende, die Sie nicht kennen. Drucken Sie es aus, und tragen Sie es bei sich.',
  asOf: day => `Stand: ${day}`,
  born: 'Geboren',
  blood: 'Blutgruppe',
  unknown: 'keine Angabe',
  notShown: 'Wird Ihnen nicht gezeigt.',
  allergies: 'Allergien',
  conditions: 'Erkrankungen',
  medications: 'Medikamente, die jetzt genommen werden',
  devices: 'Geräte',
  contacts: 'Wen man anrufen soll',
  none: 'Nichts aufgeführt.',
  add: 'Eintragen',
  addTo: title => `Eintragen: ${title}`,
  cut: 'In der Akte steht mehr, als hier Platz hat.',
  incomplete:
    'Dieses Blatt ist möglicherweise unvollständig: Persönliches und Verborgenes steht nicht darauf.',
  chosen: 'Das wird auf der Seite jedes Eintrags bestimmt.',
  back: 'Zurück zur Akte',
};
