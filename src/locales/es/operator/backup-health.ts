// Si la bóveda tiene copias de seguridad, y si se pueden restaurar.
import type { backupHealthWords as english } from '../../en/operator/backup-health.ts';

export const backupHealthWords: typeof english = {
  title: 'Copias de seguridad',
  notSet:
    'La configuración no indica dónde guardar copias. Si no se hacen de otra manera, lo que contiene la bóveda se pierde con su disco.',
  never: 'Todavía no se ha hecho ninguna copia.',
  target: 'Dónde',
  last: 'Última copia',
  kept: count => (count === 1 ? 'se conserva 1 copia' : `se conservan ${count} copias`),
  missing: count =>
    `Le faltan ${count} partes de archivos: la propia bóveda las ha perdido. Ejecute keepwell doctor --thorough.`,
  failed: when => `El ${when} no se pudo hacer una copia:`,
  overdue: 'Hace más tiempo de lo que pide la configuración. Consulte el registro del servidor.',
  proven: 'Última prueba',
  provenNever: 'Todavía no se ha restaurado ninguna copia como prueba.',
  provenRecords: (same, all) => `${same} de ${all} expedientes volvieron como estaban`,
  found: when => `La prueba del ${when} encontró:`,
  underWay: 'Se está haciendo o probando una copia.',
  asked: 'Una copia empieza en menos de un minuto.',
  backUpNow: 'Hacer una copia ahora',
};
