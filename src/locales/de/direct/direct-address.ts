// The words of a person’s own Direct address.
import type { directAddressWords as english } from '../../en/direct/direct-address.ts';

export const directAddressWords: typeof english = {
  title: 'Ihre Direct-Adresse',
  lead: 'Praxen und Kliniken mit Direct können Ihnen dorthin Briefe, Befunde und Dokumente senden, verschlüsselt.',
  record: name => `Was kommt, geht in die Akte von ${name}.`,
  give: 'Wie Sie sie einer Praxis geben',
  giveText: [
    'Sagen Sie der Praxis, dass Sie eine Direct-Adresse haben, und bitten Sie um Ihre Unterlagen „an meine Direct-Adresse“. In den Vereinigten Staaten muss sie das können.',
    'Es ist keine gewöhnliche E-Mail-Adresse: Was gewöhnliche Programme dorthin senden, gilt nicht als sicher.',
    'Jeder darf sie kennen. Was von Absendern kommt, die Sie nicht angenommen haben, wartet getrennt.',
  ],
  copy: 'Kopieren',
  copied: 'Kopiert',
  print: 'Drucken',
  cardTitle: 'Direct-Adresse',
  cardText: 'Verschlüsselte Post für Gesundheitsdaten (Direct), keine gewöhnliche E-Mail.',
  choose: 'Eine andere wählen',
  chooseText:
    'Die alte bleibt Ihre, und was an sie gesendet wird, kommt weiter an. Kein anderer kann sie je haben.',
  local: 'Was vor dem @ steht',
  localHint: domain =>
    `Buchstaben von a bis z und Ziffern, 3 bis 40, dazwischen Punkte, Binde- und Unterstriche. Dahinter steht @${domain}. Jeder, dem Sie schreiben, sieht es.`,
  save: 'Diese Adresse nehmen',
  saved: address => `Ihre Direct-Adresse ist ${address}.`,
  make: 'Eine Direct-Adresse bekommen',
  makeText: 'Sie haben noch keine.',
  makeAny: 'Eine für mich machen',
  taken: 'Diese Adresse ist vergeben oder war es einmal. Wählen Sie eine andere.',
  bad: 'Nehmen Sie Buchstaben von a bis z und Ziffern, 3 bis 40, mit Punkten, Binde- und Unterstrichen nur dazwischen.',
  tooMany: 'Sie hatten so viele Adressen, dass es keine weitere geben kann. Alle gelten noch.',
  noRecord: 'Eine Direct-Adresse gehört zu einer Akte, für die Sie sorgen. Legen Sie erst eine an.',
  createRecord: 'Eine Akte anlegen',
  offTitle: 'Dieser Tresor hat keine Direct-Nachrichten',
  offText:
    'Direct ist verschlüsselte Post zwischen Ärzten, Kliniken und Patienten. Wer diesen Tresor betreibt, hat sie nicht eingerichtet.',
  offAsk: 'Bitten Sie darum, wenn Ihre Praxis Ihnen so etwas senden will.',
  offOperator: 'Sie betreiben diesen Tresor:',
  toOperator: 'wie man Direct einrichtet',
  toRecord: 'Nachrichten, die Apps in die Akte legen',
  back: 'Zu den Nachrichten',
};
