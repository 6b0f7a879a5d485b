// The words of the pages that applications send people to.
import { words } from '../../../locales/language.ts';

export const targetsWords = words({
  en: {
    newRecord: 'A new health record',
    newRecordLead: (app: string) => `For use with ${app}. You decide on the next page what it may see.`,
    filledIn: (app: string) =>
      `${app} has filled in what it knows. Check it, and change what is not right. Nothing is kept before you create the record.`,
    lost: (app: string) =>
      `What ${app} sent along is no longer here, since it waits for half an hour only. Please fill it in yourself.`,
    create: 'Create the record',
    cancel: 'Cancel',
    more: 'More about this person (optional)',
    without: 'Go on without this record',
    account: {
      filledIn: (app: string) =>
        `${app} has filled in what it knows about you. Check it, and change what is not right.`,
      lost: (app: string) =>
        `What ${app} sent along is no longer here, since it waits for half an hour only. Please fill it in yourself.`,
      recordFollows: 'The health record that comes with it follows on the next page.',
      notNow: 'No account wanted?',
      notes: (app: string) =>
        `${app} left something out, or sent what does not fit. Your account does not need it:`,
      flows: {
        eprep: 'An account keeps what helpers need to know in an emergency.',
        wmgmt: 'An account keeps your weight over time, and what you eat and do for it.',
      },
    },
    list: {
      lead: (app: string) => `These are the records that ${app} may use.`,
      none: 'No records',
      noneText: (app: string) => `${app} may use none of your records.`,
    },
    signOut: {
      title: 'Sign out of your health records?',
      text: (app: string) =>
        `You came by a link that signs you out of Keepwell and leads on to ${app}. If you did not mean to sign out, stay signed in.`,
      button: 'Sign out',
      stay: 'Stay signed in',
    },
    noAccess: 'No access',
    noAccessText: (app: string) => `${app} has no access to a record of yours that could be shown.`,
    refused: {
      edit: {
        title: 'You cannot change this record',
        text: (app: string) =>
          `${app} sent you here to edit a record, but it is shared with you for looking only. Ask whoever looks after it.`,
      },
      sharing: {
        title: 'You cannot share this record',
        text: (app: string) =>
          `${app} sent you here to share a record, but only those who look after it can invite others.`,
      },
      noRecord: {
        title: 'You have no health record yet',
        text: (app: string) => `${app} sent you here for one of your records, but there is none.`,
      },
      reconcile: {
        title: 'This comes later',
        text: (app: string) =>
          `${app} sent you here to take the items of a document over into your record, one by one. Keepwell cannot do that yet. The document itself is kept whole in your record, and nothing was changed.`,
      },
    },
  },
  es: {
    newRecord: 'Un historial nuevo',
    newRecordLead: (app: string) =>
      `Para usarlo con ${app}. En la página siguiente usted decide qué puede ver.`,
    filledIn: (app: string) =>
      `${app} ha rellenado lo que sabe. Revíselo y cambie lo que no sea correcto. No se guarda nada hasta que cree el historial.`,
    lost: (app: string) =>
      `Lo que envió ${app} ya no está aquí, pues solo espera media hora. Rellénelo usted.`,
    create: 'Crear el historial',
    cancel: 'Cancelar',
    more: 'Más sobre esta persona (opcional)',
    without: 'Seguir sin este historial',
    account: {
      filledIn: (app: string) =>
        `${app} ha rellenado lo que sabe de usted. Revíselo y cambie lo que no sea correcto.`,
      lost: (app: string) =>
        `Lo que envió ${app} ya no está aquí, pues solo espera media hora. Rellénelo usted.`,
      recordFollows: 'El historial que la acompaña viene en la página siguiente.',
      notNow: '¿No quiere una cuenta?',
      notes: (app: string) => `${app} omitió algo o envió lo que no encaja. Su cuenta no lo necesita:`,
      flows: {
        eprep: 'Una cuenta guarda lo que otros deben saber para ayudarle en una emergencia.',
        wmgmt: 'Una cuenta guarda su peso a lo largo del tiempo y lo que come y hace para cuidarlo.',
      },
    },
    list: {
      lead: (app: string) => `Estos son los historiales que ${app} puede usar.`,
      none: 'Ningún historial',
      noneText: (app: string) => `${app} no puede usar ninguno de sus historiales.`,
    },
    signOut: {
      title: '¿Cerrar la sesión de sus historiales?',
      text: (app: string) =>
        `Llegó por un enlace que cierra su sesión en Keepwell y lleva a ${app}. Si no quería cerrar la sesión, déjela abierta.`,
      button: 'Cerrar sesión',
      stay: 'Dejar la sesión abierta',
    },
    noAccess: 'Sin acceso',
    noAccessText: (app: string) => `${app} no tiene acceso a ningún historial suyo que se pueda mostrar.`,
    refused: {
      edit: {
        title: 'No puede cambiar este historial',
        text: (app: string) =>
          `${app} le envió aquí para editar un historial, pero se comparte con usted solo para mirar. Pregunte a quien lo cuida.`,
      },
      sharing: {
        title: 'No puede compartir este historial',
        text: (app: string) =>
          `${app} le envió aquí para compartir un historial, pero solo quienes lo cuidan pueden invitar a otros.`,
      },
      noRecord: {
        title: 'Todavía no tiene ningún historial',
        text: (app: string) => `${app} le envió aquí por uno de sus historiales, pero no hay ninguno.`,
      },
      reconcile: {
        title: 'Esto llegará más adelante',
        text: (app: string) =>
          `${app} le envió aquí para pasar los datos de un documento a su historial, uno por uno. Keepwell todavía no puede hacerlo. El documento se conserva entero en su historial y no se cambió nada.`,
      },
    },
  },
  de: {
    newRecord: 'Eine neue Akte',
    newRecordLead: (app: string) =>
      `Zur Nutzung mit ${app}. Auf der nächsten Seite entscheiden Sie, was die App sehen darf.`,
    filledIn: (app: string) =>
      `${app} hat eingetragen, was es weiß. Prüfen Sie es, und ändern Sie, was nicht stimmt. Nichts wird behalten, bevor Sie die Akte anlegen.`,
    lost: (app: string) =>
      `Was ${app} mitgeschickt hat, ist nicht mehr hier, denn es wartet nur eine halbe Stunde. Bitte tragen Sie es selbst ein.`,
    create: 'Akte anlegen',
    cancel: 'Abbrechen',
    more: 'Mehr über diese Person (freiwillig)',
    without: 'Ohne diese Akte weiter',
    account: {
      filledIn: (app: string) =>
        `${app} hat eingetragen, was es über Sie weiß. Prüfen Sie es, und ändern Sie, was nicht stimmt.`,
      lost: (app: string) =>
        `Was ${app} mitgeschickt hat, ist nicht mehr hier, denn es wartet nur eine halbe Stunde. Bitte tragen Sie es selbst ein.`,
      recordFollows: 'Die Akte dazu folgt auf der nächsten Seite.',
      notNow: 'Kein Konto gewünscht?',
      notes: (app: string) =>
        `${app} hat etwas ausgelassen oder geschickt, was nicht passt. Ihr Konto braucht es nicht:`,
      flows: {
        eprep: 'Ein Konto bewahrt auf, was Helfer im Notfall wissen müssen.',
        wmgmt: 'Ein Konto bewahrt Ihr Gewicht über die Zeit auf, und was Sie dafür essen und tun.',
      },
    },
    list: {
      lead: (app: string) => `Diese Akten darf ${app} nutzen.`,
      none: 'Keine Akten',
      noneText: (app: string) => `${app} darf keine Ihrer Akten nutzen.`,
    },
    signOut: {
      title: 'Von Ihren Akten abmelden?',
      text: (app: string) =>
        `Sie kamen über einen Link, der Sie von Keepwell abmeldet und zu ${app} führt. Wenn Sie sich nicht abmelden wollten, bleiben Sie angemeldet.`,
      button: 'Abmelden',
      stay: 'Angemeldet bleiben',
    },
    noAccess: 'Kein Zugriff',
    noAccessText: (app: string) => `${app} hat auf keine Ihrer Akten Zugriff, die sich zeigen ließe.`,
    refused: {
      edit: {
        title: 'Sie können diese Akte nicht ändern',
        text: (app: string) =>
          `${app} hat Sie hergeschickt, um eine Akte zu bearbeiten, aber sie ist nur zum Ansehen mit Ihnen geteilt. Fragen Sie, wer für sie sorgt.`,
      },
      sharing: {
        title: 'Sie können diese Akte nicht teilen',
        text: (app: string) =>
          `${app} hat Sie hergeschickt, um eine Akte zu teilen, aber nur wer für sie sorgt, kann andere einladen.`,
      },
      noRecord: {
        title: 'Sie haben noch keine Akte',
        text: (app: string) => `${app} hat Sie wegen einer Ihrer Akten hergeschickt, aber es gibt keine.`,
      },
      reconcile: {
        title: 'Das kommt später',
        text: (app: string) =>
          `${app} hat Sie hergeschickt, um die Einträge eines Dokuments einzeln in Ihre Akte zu übernehmen. Das kann Keepwell noch nicht. Das Dokument selbst liegt ganz in Ihrer Akte, und es wurde nichts geändert.`,
      },
    },
  },
});
