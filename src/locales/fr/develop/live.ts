// The words about where an application stands with the operator: not asked yet, waiting, refused, and why.
import type { Begun } from '../../areas.ts';
import type { liveWords as english } from '../../en/develop/live.ts';

export const liveWords: Begun<typeof english> = {
  unasked: 'Pas encore approuvée',
  unaskedHint:
    'Elle ne peut pas appeler avant que l’opérateur de ce coffre l’ait approuvée. Personne ne l’a encore demandé.',
  refused: 'Refusée',
  refusedHint: day =>
    `L’opérateur l’a refusée le ${day}. Elle ne peut pas appeler avant que vous ayez redemandé et qu’elle soit approuvée.`,
  waitingSince: day => `Depuis le ${day}.`,
  appRefused: day => `L’opérateur a refusé l’application le ${day}`,
  changesRefused: day => `L’opérateur a refusé les modifications le ${day}`,
  why: 'Pourquoi :',
  appAgain: 'Remédiez à ce qui y est dit, puis redemandez.',
  changesAgain:
    'L’application reste telle qu’elle était. Remédiez à ce qui y est dit et enregistrez de nouveau les modifications : elles attendent alors l’opérateur.',
  wasAsked: 'Ce qui a été refusé',
  groups: 'Méthodes qu’elle demandait',
  lacks: {
    rules:
      'Avant de demander, dites dans une règle ce que l’application demande aux personnes. Sans cela, elle ne pourrait rien faire.',
    certificate:
      'Avant de demander, ajoutez un certificat qui n’a pas expiré. Sans cela, l’application ne pourrait pas ouvrir de session.',
  },
};
