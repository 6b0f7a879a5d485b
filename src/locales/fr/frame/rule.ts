// The words of rules, and of what people may do on a record.
import type { Begun } from '../../areas.ts';
import type { ruleWords as english } from '../../en/frame/rule.ts';

export const ruleWords: Begun<typeof english> = {
  verbs: { Read: 'voir', Create: 'ajouter', Update: 'modifier', Delete: 'supprimer' },
  and: 'et',
  fromDay: from => `datées du ${from} ou d’après`,
  toDay: to => `datées du ${to} ou d’avant`,
  between: (from, to) => `datées du ${from} au ${to}`,
  not: what => `Exclu : ${what}.`,
  everyKind: 'données de toutes sortes',
  onlyLook: 'Vous ne pouvez que consulter ce dossier.',
  sharedFor: types => `Il n’est partagé avec vous que pour : ${types}.`,
  ends: day => `Votre accès prend fin le ${day}.`,
  levels: {
    view: 'Peut consulter',
    modify: 'Peut consulter, ajouter et modifier',
    custodian: 'S’occupe du dossier',
  },
};
