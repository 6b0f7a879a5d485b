// The words of the page about what happened to a record.
import type { activityWords as english } from '../../en/pages/activity.ts';
import { pickPlural } from '../../plural.ts';

export const activityWords: typeof english = {
  title: name => `Aktivität in der Akte von ${name}`,
  short: 'Aktivität',
  lead: 'Wer was getan hat, mit welcher App, und wann.',
  leadOwn:
    'Was Sie hier getan haben, und die Apps, die Sie zugelassen haben. Wer für die Akte sorgt, sieht alles.',
  leadLooks:
    'Was Sie hier getan haben, die Apps, die Sie zugelassen haben, und wer sonst hineingesehen hat. Wer für die Akte sorgt, sieht alles.',
  looks: 'Wer erfährt, wer hineingesehen hat',
  looksKept: 'Nur wer für die Akte sorgt, erfährt unter Aktivität, wer hineingesehen hat.',
  looksTold: 'Alle, die die Akte lesen dürfen, erfahren unter Aktivität, wer hineingesehen hat.',
  tellLooks: 'Allen sagen, die sie lesen dürfen',
  keepLooks: 'Nur denen sagen, die für sie sorgen',
  filter: 'Nur einen Teil anzeigen',
  app: 'App',
  person: 'Person',
  kind: 'Was',
  from: 'Von',
  to: 'Bis',
  apply: 'Anzeigen',
  everything: 'Alles anzeigen',
  all: 'Alles',
  pages: 'Keepwell',
  caption: 'Was geschehen ist, Neuestes zuerst',
  when: 'Wann',
  what: 'Was',
  who: 'Wer',
  how: 'Wie',
  online: 'während der Anmeldung',
  offline: 'von allein',
  nobody: 'Keepwell selbst',
  strangers: {
    OpenEmergencyAddress: 'Jemand mit dem Notfallcode',
    ReceiveReadings: 'Wer die Adresse für Messwerte hat',
    ReadCalendar: 'Wer die Adresse des Kalenders hat',
  },
  gone: 'jemand, der kein Konto mehr hat',
  goneApp: 'eine App, die es nicht mehr gibt',
  backedUp: (snapshot, proven) =>
    `Gesichert, wie sie am ${snapshot} war. Am ${proven} wurde diese Sicherung zur Probe zurückgespielt, und diese Akte kam unverändert zurück, mit ihren Dateien.`,
  none: 'Nichts anzuzeigen',
  noneText:
    'Es ist nichts geschehen, was dieser Filter findet. Zeigen Sie alles an, oder wählen Sie andere Tage.',
  older: 'Ältere',
  newest: 'Neueste',
  back: 'Zurück zur Akte',
  badDate: 'Bitte einen Tag eingeben, zum Beispiel 2026-11-25.',
  items: count => pickPlural('de', count, { one: '1 Eintrag', other: `${count} Einträge` }),
  reads: 'Was Apps gelesen haben',
  readsHint: 'Insgesamt gezählt, auch was noch einmal gelesen wurde.',
  noReads: 'Bisher hat keine App etwas gelesen.',
  kindOfItem: 'Art des Eintrags',
  number: 'Gelesen',
  last: 'Zuletzt',
  through: name => `über ${name}`,
  ownLooks:
    'Was Sie selbst angesehen haben, ist hier ausgelassen; wählen Sie „Was Personen ansahen“, um es mitzusehen.',
  take: 'Protokoll mitnehmen',
  takeText:
    'Alles, was im Protokoll steht, zum Aufheben. Die Datei zum Prüfen wird gegen den Prüfpunkt Ihres letzten Herunterladens bewiesen; haben Sie einen anderen aufgehoben, geben Sie seine Nummer an.',
  takeKept: 'Nummer eines Prüfpunkts, den Sie aufgehoben haben',
  takeJson: 'Zum Prüfen (JSON Lines)',
  takeCsv: 'Als Tabelle (CSV)',
  sealed: (count: number, when: string) =>
    `Bis zu seinem Vorgang ${count.toLocaleString('de')} wurde dieses Protokoll am ${when} veröffentlicht: Nichts davon kann mehr unbemerkt geändert oder ausgelassen werden.`,
  sealedMore: 'Wie das geht',
  gap: (from: string, to: string) =>
    `Keepwell hat unerwartet aufgehört: Was zwischen ${from} und ${to} gelesen wurde, fehlt hier vielleicht.`,
  kinds: {
    data: 'Einträge hinzugefügt, geändert oder gelöscht',
    apps: 'Zugriff von Apps',
    people: 'Zugriff von Personen',
    record: 'Die Akte als Ganzes',
    looked: 'Was Personen ansahen',
    read: 'Was Apps lasen',
    refused: 'Abweisungen',
    taken: 'Heruntergeladen',
  },
};
