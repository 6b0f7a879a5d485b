// The words of the way back to an application, and of the Shell's last page.
import { words } from '../../../locales/language.ts';

export const leaveWords = words({
  en: {
    back: (app: string) => `Back to ${app}`,
    go: (app: string) => `Continue to ${app}`,
    last: {
      appauthsuccess: {
        title: 'All done',
        text: 'The app can use the record now. You can close this page and go back to the app.',
      },
      appauthreject: {
        title: 'Nothing was shared',
        text: 'You did not allow the app to use a record. You can close this page.',
      },
      appauthinvalidrecord: {
        title: 'Nothing was shared',
        text: 'The app asked for a record that is not among yours. You can close this page.',
      },
      signout: { title: 'Signed out', text: 'You are signed out. You can close this page.' },
    },
    done: { title: 'Done here', text: 'You can close this page.' },
  },
  es: {
    back: (app: string) => `Volver a ${app}`,
    go: (app: string) => `Continuar a ${app}`,
    last: {
      appauthsuccess: {
        title: 'Todo listo',
        text: 'La aplicación ya puede usar el historial. Puede cerrar esta página y volver a la aplicación.',
      },
      appauthreject: {
        title: 'No se compartió nada',
        text: 'Usted no permitió a la aplicación usar ningún historial. Puede cerrar esta página.',
      },
      appauthinvalidrecord: {
        title: 'No se compartió nada',
        text: 'La aplicación pidió un historial que no está entre los suyos. Puede cerrar esta página.',
      },
      signout: { title: 'Sesión cerrada', text: 'Ha cerrado la sesión. Puede cerrar esta página.' },
    },
    done: { title: 'Hecho', text: 'Puede cerrar esta página.' },
  },
  de: {
    back: (app: string) => `Zurück zu ${app}`,
    go: (app: string) => `Weiter zu ${app}`,
    last: {
      appauthsuccess: {
        title: 'Alles erledigt',
        text: 'Die App kann die Akte jetzt nutzen. Sie können diese Seite schließen und zur App zurückgehen.',
      },
      appauthreject: {
        title: 'Es wurde nichts weitergegeben',
        text: 'Sie haben der App keine Akte erlaubt. Sie können diese Seite schließen.',
      },
      appauthinvalidrecord: {
        title: 'Es wurde nichts weitergegeben',
        text: 'Die App hat nach einer Akte gefragt, die nicht zu Ihren gehört. Sie können diese Seite schließen.',
      },
      signout: { title: 'Abgemeldet', text: 'Sie sind abgemeldet. Sie können diese Seite schließen.' },
    },
    done: { title: 'Hier ist alles getan', text: 'Sie können diese Seite schließen.' },
  },
});

export type LastWords = Readonly<Record<string, { readonly title: string; readonly text: string }>>;
