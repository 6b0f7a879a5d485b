// The words of the pages that applications send people to.
import type { targetsWords as english } from '../../en/hand-over/targets.ts';

export const targetsWords: typeof english = {
  newRecord: 'Eine neue Akte',
  newRecordLead: app =>
    `Zur Nutzung mit ${app}. Auf der nächsten Seite entscheiden Sie, was die App sehen darf.`,
  filledIn: app =>
    `${app} hat eingetragen, was es weiß. Prüfen Sie es, und ändern Sie, was nicht stimmt. Nichts wird behalten, bevor Sie die Akte anlegen.`,
  lost: app =>
    `Was ${app} mitgeschickt hat, ist nicht mehr hier, denn es wartet nur eine halbe Stunde. Bitte tragen Sie es selbst ein.`,
  create: 'Akte anlegen',
  cancel: 'Abbrechen',
  more: 'Mehr über diese Person (freiwillig)',
  without: 'Ohne diese Akte weiter',
  account: {
    filledIn: app =>
      `${app} hat eingetragen, was es über Sie weiß. Prüfen Sie es, und ändern Sie, was nicht stimmt.`,
    lost: app =>
      `Was ${app} mitgeschickt hat, ist nicht mehr hier, denn es wartet nur eine halbe Stunde. Bitte tragen Sie es selbst ein.`,
    recordFollows: 'Die Akte dazu folgt auf der nächsten Seite.',
    notNow: 'Kein Konto gewünscht?',
    notes: app => `${app} hat etwas ausgelassen oder geschickt, was nicht passt. Ihr Konto braucht es nicht:`,
    flows: {
      eprep: 'Ein Konto bewahrt auf, was Helfer im Notfall wissen müssen.',
      wmgmt: 'Ein Konto bewahrt Ihr Gewicht über die Zeit auf, und was Sie dafür essen und tun.',
    },
  },
  list: {
    lead: app => `Diese Akten darf ${app} nutzen.`,
    none: 'Keine Akten',
    noneText: app => `${app} darf keine Ihrer Akten nutzen.`,
  },
  signOut: {
    title: 'Von Ihren Akten abmelden?',
    text: app =>
      `Sie kamen über einen Link, der Sie von Keepwell abmeldet und zu ${app} führt. Wenn Sie sich nicht abmelden wollten, bleiben Sie angemeldet.`,
    button: 'Abmelden',
    stay: 'Angemeldet bleiben',
  },
  noAccess: 'Kein Zugriff',
  noAccessText: app => `${app} hat auf keine Ihrer Akten Zugriff, die sich zeigen ließe.`,
  refused: {
    edit: {
      title: 'Sie können diese Akte nicht ändern',
      text: app =>
        `${app} hat Sie hergeschickt, um eine Akte zu bearbeiten, aber sie ist nur zum Ansehen mit Ihnen geteilt. Fragen Sie, wer für sie sorgt.`,
    },
    sharing: {
      title: 'Sie können diese Akte nicht teilen',
      text: app =>
        `${app} hat Sie hergeschickt, um eine Akte zu teilen, aber nur wer für sie sorgt, kann andere einladen.`,
    },
    noRecord: {
      title: 'Sie haben noch keine Akte',
      text: app => `${app} hat Sie wegen einer Ihrer Akten hergeschickt, aber es gibt keine.`,
    },
    noDocument: {
      title: 'Dieses Dokument ist nicht hier',
      text: app =>
        `${app} hat Sie hergeschickt, um die Einträge eines Dokuments zu übernehmen, aber in Ihrer Akte liegt kein solches Dokument, oder es ist nicht mit Ihnen geteilt.`,
    },
    noReconciling: {
      title: 'Sie können dieses Dokument nicht übernehmen',
      text: app =>
        `${app} hat Sie hergeschickt, um die Einträge eines Dokuments zu übernehmen, aber die Akte ist mit Ihnen nur zum Ansehen geteilt. Fragen Sie, wer für sie sorgt.`,
    },
    tooManyFiles: {
      title: 'Andere Dokumente warten auf Sie',
      text: app =>
        `${app} hat Sie hergeschickt, um die Einträge eines Dokuments zu übernehmen, aber mehrere sind schon offen. Entscheiden Sie erst über sie, unter „Daten hereinholen“.`,
    },
  },
};
