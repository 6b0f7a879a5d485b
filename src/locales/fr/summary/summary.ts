// The words of the summary for the doctor.
import type { Begun } from '../../areas.ts';
import type { summaryWords as english } from '../../en/summary/summary.ts';

export const summaryWords: Begun<typeof english> = {
  title: record => `Résumé de ${record}`,
  lead: 'Une ou deux pages à imprimer, ou à emporter en fichier, pour qui soigne cette personne.',
  choose: 'Ce qu’il contient',
  parts: {
    allergies: 'Allergies',
    conditions: 'Maladies',
    medicines: 'Médicaments pris actuellement',
    vaccines: 'Vaccinations',
    values: 'Dernières mesures',
    labs: 'Résultats de laboratoire de la dernière année',
    changes: 'Depuis un jour',
  },
  since: 'Ce qui est venu depuis',
  sinceDay: day => `Depuis le ${day}`,
  badSince: 'Saisissez un jour comme 2026-05-31, aujourd’hui ou avant.',
  questions: 'Questions et notes',
  questionsHint: 'Elles figurent sur le résumé, et ne sont gardées nulle part.',
  tooLong: max => `${max} caractères au maximum.`,
  show: 'Afficher',
  pdf: 'En PDF',
  sendOn: 'L’envoyer à un médecin',
  print: 'Imprimer',
  born: 'Date de naissance',
  sex: 'Sexe',
  sexes: { m: 'masculin', f: 'féminin' },
  blood: 'Groupe sanguin',
  nothing: 'Rien n’est noté.',
  closed: 'Vous ne pouvez pas voir ceci ; cela manque donc ici.',
  cut: 'Il y a plus que ce qui figure ici.',
  leftOut: parts => `Laissé de côté à dessein : ${parts}.`,
  range: range => `référence ${range}`,
  asOf: (day, record) => `Tiré du dossier de ${record} le ${day}.`,
  mayLack:
    'Un dossier ne contient que ce qui y a été écrit ou apporté par des applications : il peut y manquer quelque chose.',
  page: (page, pages) => `Page ${page} sur ${pages}`,
  link: 'Résumé pour le médecin',
};
