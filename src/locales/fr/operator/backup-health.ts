// Si la bóveda tiene copias de seguridad, y si se pueden restaurar.
import type { Begun } from '../../areas.ts';
import type { backupHealthWords as english } from '../../en/operator/backup-health.ts';
import { pickPlural } from '../../plural.ts';

export const backupHealthWords: Begun<typeof english> = {
  title: 'Sauvegardes',
  notSet:
    'Les paramètres n’indiquent pas de lieu pour les sauvegardes. Si aucune n’est faite autrement, ce que contient ce coffre est perdu avec son disque.',
  never: 'Aucune sauvegarde n’a encore été faite.',
  target: 'Où',
  last: 'Dernière sauvegarde',
  kept: count =>
    pickPlural('fr', count, {
      one: `${count} sauvegarde est gardée`,
      other: `${count} sauvegardes sont gardées`,
    }),
  missing: count =>
    pickPlural('fr', count, {
      one: `${count} partie de fichier n’y est pas : le coffre lui-même l’a perdue. Exécutez keepwell doctor --thorough.`,
      other: `${count} parties de fichiers n’y sont pas : le coffre lui-même les a perdues. Exécutez keepwell doctor --thorough.`,
    }),
  failed: when => `Le ${when}, une sauvegarde n’a pas pu être faite :`,
  overdue: 'Cela fait plus longtemps que ne le veulent les paramètres. Regardez le journal du serveur.',
  proven: 'Dernière preuve',
  provenNever: 'Aucune sauvegarde n’a encore été restaurée pour un essai.',
  provenRecords: (same, all) => `${same} dossiers sur ${all} sont revenus tels qu’ils étaient`,
  found: when => `L’essai du ${when} a trouvé :`,
  underWay: 'Une sauvegarde ou sa preuve est en cours.',
  asked: 'Une sauvegarde commence dans la minute.',
  backUpNow: 'Sauvegarder maintenant',
};
