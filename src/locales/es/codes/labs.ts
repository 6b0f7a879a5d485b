// What codes of the lists in vocabularies/wc/labs.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const labsCodes: CodeWords = {
  'lab-result-flag': { N: 'Normal', C: 'Crítico', H: 'Alto', L: 'Bajo', A: 'Anormal', I: 'Indeterminado' },
  'lab-status': {
    C: 'Terminado',
    P: 'Pendiente',
    R: 'El paciente rechazó la prueba',
    QNS: 'Cantidad insuficiente',
  },
};
