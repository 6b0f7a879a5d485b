// The words of rules, and of what people may do on a record.
import type { ruleWords as english } from '../../en/frame/rule.ts';

export const ruleWords: typeof english = {
  verbs: { Read: 'ver', Create: 'añadir', Update: 'cambiar', Delete: 'borrar' },
  and: 'y',
  fromDay: from => `con fecha ${from} o posterior`,
  toDay: to => `con fecha ${to} o anterior`,
  between: (from, to) => `con fecha entre ${from} y ${to}`,
  not: what => `No: ${what}.`,
  everyKind: 'datos de cualquier tipo',
  onlyLook: 'Solo puede mirar este historial.',
  sharedFor: types => `Se comparte con usted solo para ${types}.`,
  ends: day => `Su acceso termina el ${day}.`,
  levels: {
    view: 'Puede mirar',
    modify: 'Puede mirar, añadir y cambiar',
    custodian: 'Cuida del historial',
  },
};
