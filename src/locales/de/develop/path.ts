// Die Wörter des Wegs einer App: seine Schritte und die Gruppen der Teile der Konfiguration.
import type { pathWords as english } from '../../en/develop/path.ts';

export const pathWords: typeof english = {
  title: 'Was als Nächstes kommt',
  allDone: 'Alles ist erledigt',
  standings: { done: 'erledigt', next: 'als Nächstes', open: 'offen' },
  steps: {
    made: { title: 'Die App ist angelegt', text: '', button: '' },
    key: {
      title: 'Ein Schlüssel',
      text: 'Mit ihm unterschreibt die App. Machen Sie ihn in diesem Browser, oder fügen Sie das Zertifikat eines vorhandenen hinzu. Eine App, die nur SMART spricht, braucht keinen.',
      button: 'Schlüssel geben',
    },
    address: {
      title: 'Wohin man zurückkommt',
      text: 'Die Adresse der App, zu der die Shell die Menschen am Ende schickt: die Aktionsadresse oder die Rückkehradressen von SMART.',
      button: 'Adresse angeben',
    },
    rules: {
      title: 'Was sie darf',
      text: 'Sagen Sie in einer Regel, welche Arten von Einträgen sie liest oder schreibt, und warum. Das lesen die Menschen, wenn sie die App erlauben.',
      button: 'Regel hinzufügen',
    },
    trial: {
      title: 'Jemand zum Probieren',
      text: 'Eine Testperson mit Daten aus zwei Jahren, die die App erlaubt.',
      button: 'Testperson anlegen',
    },
    call: {
      title: 'Der erste Aufruf',
      text: 'Kopieren Sie die Einstellungen für Ihren Client, starten Sie ihn und kommen Sie zurück: sobald er eine Sitzung geöffnet hat, ist dieser Schritt erledigt. Was schiefgeht, steht im Mitschnitt.',
      button: 'Zu den Einstellungen',
    },
    ready: {
      title: 'Bereit für den Betrieb',
      text: 'In dieser Testumgebung arbeitet die App schon. Was ein Tresor im Betrieb außerdem verlangt, steht auf einer Liste.',
      button: 'Sehen, was noch fehlt',
    },
    live: {
      title: 'In Betrieb gehen',
      text: 'Sehen Sie, was noch fehlt, und bitten Sie den Betreiber dieses Tresors um die Zulassung.',
      button: 'Sehen, was noch fehlt',
    },
  },
  groups: {
    begin: 'Anfang',
    keys: 'Schlüssel',
    rights: 'Rechte',
    look: 'Auftritt',
    run: 'Betrieb',
  },
};
