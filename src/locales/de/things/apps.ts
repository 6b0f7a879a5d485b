// The words for data of apps, by those of the definitions.
import type { ThingWords } from '../../thing-words.ts';

export const appsThings: ThingWords = {
  kinds: {
    'App-specific information': 'Eigene Daten einer App',
    'Application data reference': 'Verweis auf Daten einer App',
    Insight: 'Hinweis',
    Status: 'Status',
  },
  descriptions: {
    'App-specific information': 'Daten, die eine App in einer eigenen Form aufbewahrt.',
    'Application data reference':
      'Ein Verweis auf Daten dieser Akte, die eine App anderswo aufbewahrt oder zeigt.',
    Insight: 'Etwas, das eine Auswertung in der Akte bemerkte, mit einer Nachricht dazu.',
    Status: 'Ein Vermerk, was mit einem Eintrag der Akte geschah, etwa dass eine Nachricht gelesen wurde.',
  },
  labels: {
    'Address of its settings': 'Adresse der Einstellungen',
    'Address of the data': 'Adresse der Daten',
    Annotation: 'Anmerkung',
    Application: 'App',
    Attribution: 'Quellenangabe',
    Channel: 'Kanal',
    'Compared with': 'Verglichen mit',
    Confidence: 'Verlässlichkeit',
    Data: 'Daten',
    'Data it is made from': 'Zugrunde liegende Daten',
    'File that shows it': 'Datei zur Anzeige',
    Format: 'Format',
    Key: 'Schlüssel',
    'Kind of analysis': 'Art der Auswertung',
    Link: 'Link',
    Links: 'Links',
    'Made by': 'Erstellt von',
    Message: 'Nachricht',
    Messages: 'Nachrichten',
    'Number in the catalog': 'Nummer im Katalog',
    'Number of the insight': 'Nummer des Hinweises',
    'Public address': 'Öffentliche Adresse',
    'Saved query': 'Gespeicherte Abfrage',
    Scope: 'Umfang',
    'Short message': 'Kurze Nachricht',
    Tag: 'Schlagwort',
    Tags: 'Schlagwörter',
    'The source must be named': 'Die Quelle muss genannt werden',
    'Time it looks at': 'Betrachteter Zeitraum',
    Tone: 'Tonfall',
    'Up or down': 'Aufwärts oder abwärts',
  },
  labelsWithin: {
    'Insight/Strength': 'Stärke',
  },
  phrases: {
    'Application data': 'Daten einer App',
  },
};
