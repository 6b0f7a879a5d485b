// Ob der Tresor gesichert wird und ob seine Sicherungen zurückkommen.
import type { backupHealthWords as english } from '../../en/operator/backup-health.ts';

export const backupHealthWords: typeof english = {
  title: 'Sicherungen',
  notSet:
    'Die Einstellungen nennen keinen Ort für Sicherungen. Wird nicht anders gesichert, geht mit der Festplatte alles verloren.',
  never: 'Es gibt noch keine Sicherung.',
  target: 'Ort',
  last: 'Letzte Sicherung',
  kept: count => (count === 1 ? '1 Sicherung wird behalten' : `${count} Sicherungen werden behalten`),
  missing: count =>
    `${count} Teile von Dateien fehlen darin: Sie sind schon hier verloren. Mehr sagt keepwell doctor --thorough.`,
  failed: when => `Am ${when} gelang eine Sicherung nicht:`,
  overdue: 'Das ist länger her, als die Einstellungen wollen. Sehen Sie ins Protokoll des Servers.',
  proven: 'Letzte Probe',
  provenNever: 'Noch keine Sicherung wurde zur Probe zurückgespielt.',
  provenRecords: (same, all) => `${same} von ${all} Akten kamen zurück, wie sie waren`,
  found: when => `Die Probe am ${when} fand:`,
  underWay: 'Gerade wird gesichert oder eine Sicherung geprüft.',
  asked: 'Eine Sicherung beginnt innerhalb einer Minute.',
  backUpNow: 'Jetzt sichern',
};
