// The words of the vaccines of a child.
import type { Begun } from '../../areas.ts';
import type { vaccineWords as english } from '../../en/pages/vaccines.ts';
import { pickPlural } from '../../plural.ts';

export const vaccineWords: Begun<typeof english> = {
  title: name => `Vaccins de ${name}`,
  lead: schedule =>
    `Ce qui a été administré, et ce qui suit selon ce calendrier : ${schedule}. Votre médecin sait ce qui vaut là où vous vivez.`,
  add: 'Noter un vaccin',
  unknown: 'Les échéances dépendent de la date de naissance, qui n’est pas connue.',
  tellWhen: 'L’indiquer',
  grown: 'Les échéances sont indiquées pour les enfants. Voici ce qui a été noté.',
  standings: {
    overdue: 'En retard',
    due: 'À faire maintenant',
    later: 'Plus tard',
    given: 'Fait',
    past: 'Pas fait, et plus nécessaire à cet âge',
  },
  days: {
    overdue: 'À faire depuis',
    due: 'À faire depuis',
    later: 'À partir du',
    given: 'Le',
    past: 'Échéance',
  },
  vaccine: 'Vaccin',
  dose: (vaccine, number) => `${vaccine}, dose ${number}`,
  unknownDay: 'Date inconnue',
  choose: 'Choisir ce que vous suivez',
  schedule: 'Calendrier',
  scheduleHint: 'Avec un autre calendrier, tout ce qu’il prévoit pour chaque enfant est choisi au départ.',
  followed: 'Vaccins',
  forSome: 'pour certains : selon le lieu de vie ou de voyage, ou les risques de l’enfant',
  source: 'Où ce calendrier est publié',
  save: 'Enregistrer',
  saved: 'Enregistré.',
  mayNot: 'Vous ne pouvez pas changer ce que suit ce dossier.',
  noSchedule: 'Ce calendrier n’existe pas. Choisissez l’un de ceux de la page.',
  overdueSince: 'Vaccin en retard : il était à faire le',
  dueSince: 'Vaccin à faire depuis le',
  moreDue: more =>
    pickPlural('fr', more, { one: `Et ${more} autre à faire`, other: `Et ${more} autres à faire` }),
};
