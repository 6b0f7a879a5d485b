// The words of the pages about applications that have access.
import type { appsWords as english } from '../../en/pages/apps.ts';

export const appsWords: typeof english = {
  title: 'Apps',
  lead: 'Diese Apps haben Zugriff auf Ihre Akten. Sie entscheiden, was jede darf, und können es jederzeit beenden.',
  none: 'Noch hat keine App Zugriff',
  noneText:
    'Starten Sie eine App oder ein Gerät, das mit diesem Tresor arbeitet. Sie werden hierher geschickt und entscheiden.',
  more: 'Einzelheiten',
  moreOf: (app, record) => `Einzelheiten zu ${app} und der Akte von ${record}`,
  since: day => `seit ${day}`,
  record: 'Akte',
  granted: 'Erlaubt seit',
  required: 'Was sie darf',
  nothing: 'Sie darf keine Gesundheitsdaten benutzen, nur wissen, wer Sie hier sind.',
  optional: 'Freiwillig',
  askedHint:
    'Nehmen Sie das Häkchen weg, wo die App etwas nicht mehr haben soll. Sie können es später wieder setzen. Vielleicht geht die App ohne dies nur zum Teil.',
  optionalHint: 'Die App kommt auch ohne dies aus. Kreuzen Sie an, was sie haben darf.',
  save: 'Speichern',
  saved: 'Gespeichert.',
  seen: 'Was sie gesehen hat',
  seenNothing: 'Sie hat aus dieser Akte noch nichts gelesen.',
  kind: 'Art der Einträge',
  items: 'Gelesene Einträge',
  last: 'Zuletzt',
  seenHint: 'Einträge, die mehrmals gelesen wurden, zählen jedes Mal.',
  remove: 'Ihren Zugriff beenden',
  removeTitle: (app, record) => `Zugriff von ${app} auf die Akte von ${record} beenden?`,
  removeText: [
    'Sie verliert sofort den Zugriff. Was sie vorher kopiert hat, behält sie.',
    'Wenn Sie die App wieder benutzen, fragt sie Sie erneut.',
  ],
  removed: (app, record) => `${app} hat keinen Zugriff mehr auf die Akte von ${record}.`,
  all: 'Alle Apps',
};
