// The words of rules, and of what people may do on a record.
import type { ruleWords as english } from '../../en/frame/rule.ts';

export const ruleWords: typeof english = {
  verbs: { Read: 'sehen', Create: 'hinzufügen', Update: 'ändern', Delete: 'löschen' },
  and: 'und',
  fromDay: from => `vom ${from} an`,
  toDay: to => `bis zum ${to}`,
  between: (from, to) => `vom ${from} bis zum ${to}`,
  not: what => `Nicht: ${what}.`,
  everyKind: 'Einträge jeder Art',
  onlyLook: 'Sie können diese Akte nur ansehen.',
  sharedFor: types => `Sie ist nur hierfür mit Ihnen geteilt: ${types}.`,
  ends: day => `Ihr Zugriff endet am ${day}.`,
  levels: {
    view: 'Darf ansehen',
    modify: 'Darf ansehen, hinzufügen und ändern',
    custodian: 'Sorgt für die Akte',
  },
};
