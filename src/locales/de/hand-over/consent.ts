// The words of the consent page.
import type { consentWords as english } from '../../en/hand-over/consent.ts';
import { pickPlural } from '../../plural.ts';

export const consentWords: typeof english = {
  title: names => `${names} bittet um Zugriff`,
  asks: several => `${several ? 'möchten' : 'möchte'} Gesundheitsdaten benutzen`,
  lead: 'Nichts wird geteilt, bevor Sie es erlauben, und Sie können es jederzeit zurücknehmen.',
  againLead: 'Sie haben diese App schon zugelassen. Sie möchte mehr, als sie hat.',
  device: app =>
    `Ein Gerät oder eine App auf einem Telefon oder Computer möchte verbunden werden. Es ist für ${app} gemacht.`,
  deviceName: name => `Es nennt sich „${name}“; das kann jeder wählen.`,
  selfNamed: (name, host) =>
    host === undefined
      ? `Sie nennt sich „${name}“; das kann jeder wählen, und sie nennt keine Adresse, von der sie kommt: Machen Sie nur weiter, wenn Sie wissen, wer sie betreibt, und dies gerade selbst begonnen haben.`
      : `Sie nennt sich „${name}“; das kann jeder wählen. Sie kommt von ${host}: Machen Sie nur weiter, wenn Sie diese Adresse kennen.`,
  deviceAtHand:
    'Machen Sie nur weiter, wenn Sie es vor sich haben und dies gerade selbst begonnen haben. Hat Ihnen jemand einen Link auf diese Seite geschickt, erlauben Sie es nicht: Dessen Gerät bekäme Ihre Daten.',
  sharers:
    'Sie sorgen für diese Akte. Darum erfährt die App auch, wer sie mit Ihnen teilt und wen Sie eingeladen haben, mit den E-Mail-Adressen.',
  sharersOffline:
    'Sie sorgen für diese Akte. Darum erfährt die App auch, und zwar jederzeit, wer sie mit Ihnen teilt und wen Sie eingeladen haben, mit den E-Mail-Adressen.',
  signedInAs: 'Sie sind angemeldet als',
  notYou: 'Nicht Sie?',
  signOut: 'Abmelden',
  noRecord: 'Sie haben noch keine Gesundheitsakte. Legen Sie erst eine an; dann werden Sie wieder gefragt.',
  create: 'Akte anlegen',
  newRecord: 'Eine weitere Akte anlegen',
  whichRecords: 'Für welche Akten?',
  whichRecord: 'Für welche Akte?',
  noMore: 'Die App bekommt nicht mehr, als Sie selbst haben.',
  allow: 'Erlauben',
  deny: 'Nicht erlauben',
  preview: 'Zeigen, was sie von den gewählten Akten sähe',
  previewOne: 'Zeigen, was sie von dieser Akte sähe',
  chooseRecord: 'Wählen Sie eine Akte.',
  changed:
    'Was die App möchte, hat sich geändert, während diese Seite offen war. Bitte lesen Sie es noch einmal.',
  nothing: 'Sie möchte keine Gesundheitsdaten, nur wissen, wer Sie hier sind.',
  together: 'Was folgt, gehört zusammen: Die App bekommt alles davon oder nichts.',
  fresh: 'Was neu ist',
  freshLead:
    'Was folgt, ist neu und gehört zusammen: Die App bekommt alles davon oder bleibt bei dem, was sie hat.',
  has: 'Was sie schon hat',
  stays: 'Was sie auf anderem Weg erhalten hat und behält',
  staysText:
    'Das haben Sie ihr früher erlaubt, als sie auf anderem Weg darum bat. Ihre Antwort hier ändert daran nichts. Sie können es ihr auf der Seite der App nehmen.',
  isNew: 'Neu',
  optional: 'Freiwillig',
  asked: 'Worum sie bittet',
  askedHint:
    'Nehmen Sie das Häkchen weg, wo die App etwas nicht haben soll. Vielleicht geht sie dann nur zum Teil.',
  optionalHint: 'Die App kommt auch ohne dies aus. Kreuzen Sie an, was sie haben darf.',
  direct: 'Direct-Nachrichten in Ihrem Namen senden',
  directText:
    'An Praxen und Kliniken, von Ihrer Adresse, mit dem, was sie von dieser Akte sehen darf, und wann immer sie Zugriff hat. Unter Nachrichten sehen Sie, was sie gesendet hat, und können anhalten, was noch wartet.',
  modes: { online: 'Während Sie sie benutzen', offline: 'Jederzeit, auch wenn Sie nicht da sind' },
  privacy: 'Ihre Datenschutzerklärung',
  terms: 'Ihre Nutzungsbedingungen',
  why: 'Warum:',
  everyKind: 'Einträge jeder Art',
  kinds: count => `${count} Arten von Einträgen`,
  would: record => `Von der Akte von ${record} sähe sie jetzt:`,
  items: (count, isMore) =>
    isMore
      ? `${count} Einträge oder mehr`
      : pickPlural('de', count, { one: '1 Eintrag', other: `${count} Einträge` }),
  noneYet: 'noch nichts',
  newest: 'die neuesten:',
};
