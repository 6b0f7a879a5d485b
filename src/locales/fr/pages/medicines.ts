// The words of the page of medicines, and of doses on Home.
import type { Begun } from '../../areas.ts';
import type { medicinesWords as english } from '../../en/pages/medicines.ts';
import { pickPlural } from '../../plural.ts';

export const medicinesWords: Begun<typeof english> = {
  title: record => `Médicaments de ${record}`,
  short: 'Médicaments',
  lead: 'Ce qui est pris, à quelle fréquence et pourquoi. Imprimez cette page pour la pharmacie ou un médecin.',
  standings: { now: 'Pris actuellement', needed: 'Pris si besoin', past: 'Plus pris' },
  none: 'Aucun médicament n’est noté ici.',
  noneNow: 'Aucun.',
  cut: 'Il y en a plus que ce qui est affiché ici.',
  add: 'Ajouter un médicament',
  addFill: 'Noter ce que la pharmacie a remis',
  since: date => `depuis : ${date}`,
  until: date => `jusqu’à : ${date}`,
  for: reason => `motif : ${reason}`,
  by: name => `prescrit par ${name}`,
  parts: ['le matin', 'à midi', 'le soir', 'la nuit'],
  lasts: (day, days) =>
    `Suffit jusqu’au ${day} (${pickPlural('fr', days, { one: `${days} jour`, other: `${days} jours` })}).`,
  lastsToday: 'S’épuise aujourd’hui.',
  ranOut: day => `Devrait être épuisé depuis le ${day}.`,
  earlier: 'Doses antérieures',
  earlierDose: (dose, until) => `${dose}, jusqu’au ${until}`,
  noDose: 'aucune dose notée',
  today: 'Doses d’aujourd’hui',
  dosesOf: (taken, intended) =>
    pickPlural('fr', taken, {
      one: `${taken} prise sur ${intended} aujourd’hui`,
      other: `${taken} prises sur ${intended} aujourd’hui`,
    }),
  doses: taken =>
    pickPlural('fr', taken, { one: `${taken} prise aujourd’hui`, other: `${taken} prises aujourd’hui` }),
  skippedToo: skipped => pickPlural('fr', skipped, { one: `${skipped} sautée`, other: `${skipped} sautées` }),
  taken: 'Prise',
  skipped: 'Sautée',
  takenOf: name => `${name} : prise`,
  skippedOf: name => `${name} : sautée`,
  notedTaken: name => `${name} : une dose est notée comme prise.`,
  notedSkipped: name => `${name} : une dose est notée comme sautée.`,
  asOf: date => `État au ${date}.`,
};
