// The words of writing a Direct message, and of the page that asks before it goes.
import type { directWriteWords as english } from '../../en/direct/direct-write.ts';

export const directWriteWords: typeof english = {
  title: 'Eine Nachricht schreiben',
  replyTitle: 'Antworten',
  answerTo: subject => (/^(re|aw):/i.test(subject) ? subject : `Re: ${subject}`),
  lead: 'Eine Nachricht über Direct ist für den Empfänger verschlüsselt und als Ihre unterschrieben.',
  known: 'An',
  knownHint: 'Mit wem Sie geschrieben haben, und Kontakte der Akte.',
  to: 'An',
  otherTo: 'Eine andere Direct-Adresse',
  toHint:
    'Wie name@direct.klinik.example; mehrere durch Kommas getrennt. Gewöhnliche E-Mail-Adressen sind nicht erreichbar.',
  subject: 'Betreff',
  text: 'Nachricht',
  textHint: 'Für alles Dringende nehmen Sie das Telefon: Vielleicht liest das niemand gleich.',
  along: 'Was mitgeht',
  of: name => `Aus der Akte von ${name}.`,
  summaries: {
    'summary-ccda': {
      label: 'Eine Zusammenfassung für Programme von Kliniken',
      hint: 'Ein C-CDA-Dokument, das sie mit dem vergleichen können, was sie haben.',
    },
    'summary-pdf': { label: 'Eine Zusammenfassung als PDF', hint: 'Zum Lesen und Drucken.' },
  },
  documents: 'Dokumente der Akte',
  whichDocuments: 'Welche davon gehen mit?',
  documentsHint: 'Die neuesten.',
  pack: 'Klinische Dokumente in ein Zip packen, als XDM',
  packHint:
    'Auch die Zusammenfassung für Programme. Programme mancher Kliniken wollen es so; lassen Sie es, wenn niemand darum bittet.',
  packed: 'Klinische Dokumente gehen in einem Zip, als XDM.',
  addDocument: 'Der Akte ein Dokument hinzufügen',
  addDocumentHint:
    'Es öffnet sich neben dieser Seite. Drücken Sie dann „Die neuen Dokumente zeigen“: Was Sie geschrieben haben, bleibt.',
  showNew: 'Die neuen Dokumente zeigen',
  goOn: 'Weiter',
  checkTitle: 'Stimmt das so?',
  checkLead: 'Noch ist nichts gesendet.',
  leavesTitle: 'Gesundheitsdaten verlassen Ihren Tresor',
  withinTitle: 'Gesundheitsdaten gehen an andere in diesem Tresor',
  leaves: 'Wer sie bekommt, behält eine eigene Kopie, und Sie können sie nicht zurückholen.',
  nothingAlong: 'Aus der Akte geht nichts mit: nur, was Sie geschrieben haben.',
  reads: 'Wer es lesen können wird',
  ofDomainHint: 'Auch wer dort die Post betreibt, kann es lesen.',
  send: 'Senden',
  change: 'Etwas ändern',
  sent: 'Die Nachricht ist unterwegs.',
  noTo: 'Sagen Sie, an wen es geht.',
  badTo: address => `„${address}“ ist keine Direct-Adresse. Eine sieht aus wie name@direct.klinik.example.`,
  badPostmaster:
    'postmaster ist für andere Mailserver da. Schreiben Sie denen, die diesen Tresor betreiben, an ihre gewöhnliche Adresse.',
  tooManyTo: max => `Höchstens ${max} auf einmal.`,
  noSubject: 'Geben Sie einen Betreff an.',
  longSubject: max => `Der Betreff hat höchstens ${max} Zeichen.`,
  noText: 'Schreiben Sie etwas, oder wählen Sie etwas, das mitgeht.',
  badText: max => `Die Nachricht hat höchstens ${max} Zeichen, keine davon unsichtbar.`,
  problems: {
    'no-certificate': address =>
      `Für ${address} wurde kein Zertifikat gefunden, also lässt sich nichts dafür verschlüsseln. Fragen Sie, wie sie geschrieben wird: Gewöhnliche E-Mail-Adressen haben keines.`,
    'not-trusted': address =>
      `Für ${address} gibt es ein Zertifikat, aber niemand, dem dieser Tresor vertraut, bürgt dafür.`,
    'look-up-failed': address =>
      `Ob es für ${address} ein Zertifikat gibt, ließ sich nicht herausfinden. Versuchen Sie es in ein paar Minuten wieder.`,
  },
  tooMuch: max => `Was mitgeht, ist zu viel: Eine Nachricht fasst höchstens ${max}.`,
  goneThings: 'Etwas, das Sie gewählt haben, ist nicht mehr da. Wählen Sie neu.',
  tooMany: 'Sie haben so viele Nachrichten gesendet, wie an einem Tag gehen. Versuchen Sie es morgen wieder.',
  noAddress: 'Sie haben noch keine Direct-Adresse, also könnte niemand antworten. Holen Sie sich erst eine.',
  notQueued:
    'Zu viele Nachrichten dieses Tresors warten darauf, gesendet zu werden. Versuchen Sie es später wieder.',
  lostCertificate:
    'Das Zertifikat von einem der Empfänger ist nicht mehr zu haben. Versuchen Sie es noch einmal.',
};
