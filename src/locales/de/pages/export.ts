// The words of taking a record along.
import type { exportWords as english } from '../../en/pages/export.ts';

export const exportWords: typeof english = {
  title: name => `Die Akte von ${name} herunterladen`,
  short: 'Alles herunterladen',
  lead: 'Eine Datei mit allem in der Akte, was Sie sehen dürfen: zum Aufbewahren, zum Umziehen oder für eine Tabellenkalkulation.',
  inside: 'Was darin ist',
  parts: [
    'eine Seite für den Anfang, die alles aufzählt',
    'jeder Eintrag als XML, wie Apps ihn lesen, und was er vor jeder Änderung war',
    'zu jeder Art von Eintrag eine JSON- und eine CSV-Datei, die Tabellenkalkulationen öffnen',
    'alle Dateien und Bilder',
  ],
  excel:
    'In den CSV-Dateien trennen Kommas die Spalten. Steht in Excel eine ganze Zeile in einer Spalte, öffnen Sie die Datei dort über Daten > Aus Text/CSV und wählen das Komma.',
  limited: 'Sie dürfen nur einen Teil dieser Akte sehen; die Datei enthält diesen Teil.',
  care: 'Die Datei ist nicht verschlüsselt. Bewahren Sie sie dort auf, wo sie sonst niemand öffnen kann.',
  size: text => `Die Akte belegt etwa ${text}.`,
  button: 'Als ZIP-Datei herunterladen',
  progress: 'Die Datei wird zusammengestellt',
  begun: 'Ihr Browser speichert die Datei …',
  running: 'Ihr Browser speichert die Datei: {done} von {total} Einträgen.',
  done: 'Alles wurde gesendet. Ihr Browser hat die Datei.',
  failed: 'Das Herunterladen brach ab. Was gespeichert wurde, ist nicht vollständig; bitte neu beginnen.',
  back: 'Zurück zur Akte',
  tooMany: 'Sie laden bereits herunter',
  tooManyText: 'Warten Sie, bis die laufenden Downloads beendet sind, und versuchen Sie es dann noch einmal.',
  indexTitle: name => `Gesundheitsakte von ${name}`,
  indexLead: day => `Aus Keepwell geholt am ${day}.`,
  kind: 'Art',
  items: 'Einträge',
  cut: columns =>
    `Die CSV-Datei hat nur für die ersten ${columns} Werte Spalten; die letzte zählt, was fehlt. In der JSON-Datei steht alles.`,
  files: count => `Dateien und Bilder: ${count}`,
  nothing: 'In der Akte war nichts.',
  damaged:
    'Diese Einträge oder frühere Fassungen davon können nicht gelesen werden und fehlen in dieser Datei. Eine Sicherung hat sie vielleicht noch.',
  broken: 'Diese Liste wird zuletzt geschrieben. Wenn Sie sie lesen können, ist der Download vollständig.',
};
