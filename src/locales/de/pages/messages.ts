// The words of the messages in a record.
import type { messagesWords as english } from '../../en/pages/messages.ts';

export const messagesWords: typeof english = {
  title: name => `Nachrichten in der Akte von ${name}`,
  short: 'Nachrichten',
  lead: 'Post, die über Direct kam oder die Apps in die Akte legen, zum Beispiel aus einer Arztpraxis.',
  none: 'Noch keine Nachrichten',
  noneText: 'Wenn eine App eine Nachricht in diese Akte legt, können Sie sie hier lesen.',
  notShared: 'Nachrichten gehören nicht zu dem, was Sie von dieser Akte sehen dürfen.',
  caption: 'Nachrichten, neueste zuerst',
  subject: 'Betreff',
  from: 'Von',
  to: 'An',
  received: 'Datum',
  noSubject: '(ohne Betreff)',
  files: 'Anhänge',
  filesHint: 'Sie öffnen sich auf der Seite des Eintrags.',
  asItCame: 'So wurde es festgestellt, als die Nachricht kam; seither wurde nichts daran geändert.',
  notProved: 'Eine Akte bewahrt, was eine Nachricht über ihren Absender sagt, und beweist es nicht.',
  noText: 'Die Nachricht hat keinen Text.',
  cut: 'Der Text ist länger als hier gezeigt. Ganz steht er bei den Dateien des Eintrags.',
  item: 'Die Nachricht als Eintrag der Akte',
  older: 'Ältere Nachrichten',
  newest: 'Neueste Nachrichten',
  all: 'Alle Nachrichten',
  back: 'Zurück zur Akte',
};
