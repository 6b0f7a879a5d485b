// The words of picking up a package. Those of its first two pages are in connect.ts.
import type { Begun } from '../../areas.ts';
import type { pickUpWords as english } from '../../en/pages/pick-up.ts';

export const pickUpWords: Begun<typeof english> = {
  codeTitle: 'Retirer des données de santé',
  codeLead:
    'Une clinique, une pharmacie ou un laboratoire vous a donné un code et a laissé des données ici pour vous ? Saisissez-le pour les mettre dans un dossier.',
  notThere: app =>
    `${app} vous a donné le code, mais n’a pas encore envoyé les données. Réessayez plus tard ; le code reste le même.`,
  questionTitle: 'D’abord une question',
  title: app => `Données de ${app}`,
  lead: app =>
    `Elles sont mises dans le dossier que vous choisissez. ${app} n’obtient par là aucun accès au dossier.`,
  forWhom: 'Les données sont pour :',
  holds: 'Elles contiennent :',
  replaces: kinds =>
    `Un dossier n’en a qu’une : ${kinds}. Ce qui arrive prend sa place ; ce qui était là reste dans son historique.`,
  once: 'Ceci fonctionne une seule fois. Dans le mauvais dossier, elles ne peuvent être retirées qu’à la main.',
  accept: 'Mettre dans le dossier',
  decline: 'Pas maintenant',
  doneTitle: 'Les données sont dans le dossier',
  done: app => `Ce que ${app} a laissé pour vous est maintenant dans le dossier que vous avez choisi.`,
  declinedTitle: 'Rien n’a été mis dans un dossier',
  declined: 'Les données vous attendent. Si vous changez d’avis, le même code fonctionne de nouveau.',
  closedTitle: 'Ce code ne fonctionne plus',
  goneTitle: 'Les données ne sont plus ici',
  gone: 'Elles ont été retirées, ou reprises par qui les avait laissées.',
  brokenTitle: 'Les données ne peuvent pas être lues',
  broken: app =>
    `Ce que ${app} a laissé n’est pas en ordre. Rien n’a été modifié. Faites-leur savoir ce qui est indiqué ci-dessous.`,
  refusedTitle: 'Les données ne vont pas dans ce dossier',
  refused:
    'Rien n’a été modifié, et les données vous attendent toujours. Vous pouvez choisir un autre dossier.',
  detail: 'Pour qui les a laissées :',
};
