// The words of the pages about applications that have access.
import type { Begun } from '../../areas.ts';
import type { appsWords as english } from '../../en/pages/apps.ts';

export const appsWords: Begun<typeof english> = {
  title: 'Applications',
  lead: 'Ces applications ont accès à vos dossiers. Vous décidez de ce que chacune peut faire, et pouvez y mettre fin à tout moment.',
  none: 'Aucune application n’a encore accès',
  noneText:
    'Lancez une application ou un appareil qui fonctionne avec ce coffre. Vous êtes alors envoyé ici, et vous décidez.',
  more: 'Détails',
  moreOf: (app, record) => `Détails : ${app}, dossier de ${record}`,
  since: day => `depuis le ${day}`,
  record: 'Dossier',
  granted: 'Autorisée depuis',
  required: 'Ce qu’elle peut faire',
  nothing: 'Elle ne peut utiliser aucune donnée de santé, seulement savoir qui vous êtes ici.',
  optional: 'Facultatif',
  askedHint:
    'Décochez ce que l’application ne doit plus avoir. Vous pourrez le cocher de nouveau plus tard. Sans cela, elle peut ne pas fonctionner entièrement.',
  optionalHint: 'L’application fonctionne sans cela. Cochez ce qu’elle peut avoir.',
  save: 'Enregistrer',
  saved: 'Enregistré.',
  seen: 'Ce qu’elle a vu',
  seenNothing: 'Elle n’a encore rien lu de ce dossier.',
  kind: 'Sorte de données',
  items: 'Données lues',
  last: 'Dernière fois',
  seenHint: 'Les données lues plusieurs fois comptent chaque fois.',
  remove: 'Mettre fin à son accès',
  removeTitle: (app, record) => `Mettre fin à l’accès de ${app} au dossier de ${record} ?`,
  removeText: [
    'Elle perd son accès immédiatement. Ce qu’elle a copié auparavant, elle le garde.',
    'Si vous utilisez de nouveau l’application, elle vous redemande.',
  ],
  removed: (app, record) => `${app} n’a plus accès au dossier de ${record}.`,
  all: 'Toutes les applications',
};
