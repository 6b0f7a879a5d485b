// The words for stopping an app, and for letting it work again.
import type { Begun } from '../../areas.ts';
import type { switchWords as english } from '../../en/operator/switch.ts';

export const switchWords: Begun<typeof english> = {
  disable: 'Désactiver',
  disableTitle: name => `Désactiver ${name} ?`,
  disableText: [
    'Elle ne peut plus rien appeler, immédiatement, et personne ne peut lui donner accès. Ni ses développeurs ni son application maître ne peuvent la réactiver ; vous le pouvez.',
    'Ce qu’elle a écrit dans des dossiers y reste.',
  ],
  disabled: name => `${name} : désactivée.`,
  enable: 'Activer',
  enabled: name => `${name} fonctionne de nouveau.`,
  waitsAgain: name =>
    `${name} n’est plus désactivée. Elle n’a jamais été approuvée ; elle ne fonctionne donc pas encore.`,
  byOperator: 'Désactivée par un opérateur',
  byDevelopers: 'Désactivée par ses développeurs, qui peuvent la réactiver',
};
