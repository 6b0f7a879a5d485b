// Die Wörter dessen, was ohne Netz da ist.
import type { offlineWords as english } from '../../en/pages/offline.ts';

export const offlineWords: typeof english = {
  short: 'Ohne Netz',
  lead: 'Dieser Browser kann die Notfallseite und die Medikamente Ihrer Akten aufbewahren, um sie ohne Netz zu lesen: aus der App auf dem Startbildschirm eines Telefons oder unter der Adresse /offline/copy. Die Kopie sagt, von wann sie ist.',
  goes: 'Sie liegt in diesem Browser, für alle, die das Gerät entsperren können. Sie verschwindet, wenn Sie sich hier abmelden oder sie abschalten; werden Sie anderswo oder wegen Abwesenheit abgemeldet, verschwindet sie, sobald dieser Browser Keepwell wieder erreicht, und kommt zurück, wenn Sie sich anmelden.',
  isOn: 'Dieser Browser bewahrt eine Kopie auf.',
  isOff: 'Dieser Browser bewahrt keine Kopie auf.',
  turnOn: 'Kopie in diesem Browser aufbewahren',
  turnOff: 'Kopie entfernen',
  needs: 'Dazu braucht es Skripte und eine Adresse mit https. Bevor Sie es einschalten, ist nichts davon da.',
  see: 'Ansehen, was aufbewahrt wird',
  turnedOn: 'Dieser Browser bewahrt von jetzt an eine Kopie auf.',
  turnedOff: 'Die Kopie ist aus diesem Browser entfernt.',
  copyTitle: 'Kopie für ohne Netz',
  notAll: 'Nicht alle Ihre Akten sind in dieser Kopie.',
  toPages: 'Zu Keepwell, mit Netz',
  asOf: when => `Dies ist eine Kopie vom ${when}.`,
};
