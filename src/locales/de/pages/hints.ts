// The words of the hints for those who come new.
import type { hintsWords as english } from '../../en/pages/hints.ts';

export const hintsWords: typeof english = {
  title: 'Gut für den Anfang',
  way: 'Einen zweiten Weg zum Anmelden haben',
  wayText:
    'Mit einem Passkey oder Codes kommen Sie auch hinein, wenn ein Passwort verloren oder gestohlen ist.',
  share: 'Die Akte teilen',
  shareText: 'Jemand aus der Familie kann mit Ihnen für sie sorgen oder sie nur ansehen.',
  emergency: 'Das Notfallblatt drucken',
  emergencyText: 'Darauf steht, was Helfende wissen müssen, auf einem Blatt Papier.',
  hide: 'Nicht mehr anzeigen',
  hidden: 'Die Hinweise sind weg. Was sie sagen, steht auch in der Hilfe.',
};
