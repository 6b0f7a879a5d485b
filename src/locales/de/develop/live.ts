// The words about where an application stands with the operator: not asked yet, waiting, refused, and why.
import type { liveWords as english } from '../../en/develop/live.ts';

export const liveWords: typeof english = {
  unasked: 'Noch nicht zugelassen',
  unaskedHint:
    'Sie kann erst aufrufen, wenn der Betreiber dieses Tresors sie zugelassen hat. Darum gebeten hat noch niemand.',
  refused: 'Abgelehnt',
  refusedHint: day =>
    `Der Betreiber hat sie am ${day} abgelehnt. Sie kann erst aufrufen, wenn Sie noch einmal gebeten haben und sie zugelassen ist.`,
  waitingSince: day => `Seit ${day}.`,
  appRefused: day => `Der Betreiber hat die App am ${day} abgelehnt`,
  changesRefused: day => `Der Betreiber hat die Änderungen am ${day} abgelehnt`,
  why: 'Warum:',
  appAgain: 'Beheben Sie, was dort steht, und bitten Sie noch einmal.',
  changesAgain:
    'Die App läuft weiter wie bisher. Beheben Sie, was dort steht, und speichern Sie die Änderungen noch einmal: dann warten sie auf den Betreiber.',
  wasAsked: 'Was abgelehnt wurde',
  groups: 'Methoden, um die gebeten wurde',
  lacks: {
    rules:
      'Sagen Sie vorher in einer Regel, was die App von Menschen verlangt. Ohne sie könnte sie nichts tun.',
    certificate:
      'Geben Sie vorher ein Zertifikat an, das noch gilt. Ohne es könnte die App keine Sitzung öffnen.',
  },
};
