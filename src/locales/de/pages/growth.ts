// The words of how a child grows.
import type { growthWords as english } from '../../en/pages/growth.ts';

export const growthWords: typeof english = {
  title: name => `Wie ${name} wächst`,
  bornOn: day => `Geboren am ${day}.`,
  byWho: 'Verglichen mit anderen Kindern nach den Standards der Weltgesundheitsorganisation (WHO).',
  byCdc:
    'Verglichen mit anderen Kindern bis zwei Jahre nach den Standards der Weltgesundheitsorganisation (WHO), danach nach den Wachstumskurven der Vereinigten Staaten (CDC).',
  early: weeks =>
    `Geboren nach ${weeks} Wochen: bis zwei Jahre verglichen nach dem Tag, an dem die Geburt erwartet war.`,
  changeBirth: 'Ändern',
  tellBirth: 'Zu früh geboren? Sagen Sie, nach wie vielen Wochen',
  unknown:
    'Für den Vergleich mit anderen Kindern fehlt das Geburtsdatum, oder ob es ein Junge oder ein Mädchen ist.',
  tellWho: 'Angeben',
  grown: 'Wer zwanzig ist, ist ausgewachsen und wird nicht mehr mit anderen verglichen.',
  nothing: 'Noch nichts',
  asChart: 'Kurve',
  chartOf: kind => `Kurve: ${kind}`,
  add: 'Hinzufügen',
  addKind: kind => `Hinzufügen: ${kind}`,
};
