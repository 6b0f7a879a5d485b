// The words of the way back to an application, and of the Shell's last page.
import type { leaveWords as english } from '../../en/hand-over/leave.ts';

export const leaveWords: typeof english = {
  back: app => `Zurück zu ${app}`,
  go: app => `Weiter zu ${app}`,
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
};
