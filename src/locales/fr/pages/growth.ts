// The words of how a child grows.
import type { Begun } from '../../areas.ts';
import type { growthWords as english } from '../../en/pages/growth.ts';

export const growthWords: Begun<typeof english> = {
  title: name => `Croissance de ${name}`,
  bornOn: day => `Date de naissance : ${day}.`,
  byWho: 'Comparaison avec d’autres enfants selon les normes de l’Organisation mondiale de la santé (OMS).',
  byCdc:
    'Comparaison avec d’autres enfants selon les normes de l’Organisation mondiale de la santé (OMS) jusqu’à l’âge de deux ans, puis selon les courbes de croissance des États-Unis (CDC).',
  early: weeks =>
    `Naissance après ${weeks} semaines : jusqu’à l’âge de deux ans, comparaison d’après le jour où la naissance était prévue.`,
  changeBirth: 'Modifier',
  tellBirth: 'Naissance prématurée ? Indiquez après combien de semaines',
  unknown:
    'Pour comparer avec d’autres enfants, il faut la date de naissance, et savoir s’il s’agit d’un garçon ou d’une fille.',
  tellWho: 'L’indiquer',
  grown: 'À vingt ans, on a fini de grandir, et l’on n’est plus comparé avec d’autres.',
  nothing: 'Encore rien',
  asChart: 'Graphique',
  chartOf: kind => `Graphique : ${kind}`,
  add: 'Ajouter',
  addKind: kind => `Ajouter : ${kind}`,
};
