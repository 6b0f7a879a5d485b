// The words of the page about who may use an application.
import type { admissionWords as english } from '../../en/pages/admission.ts';

export const admissionWords: typeof english = {
  title: 'Esta aplicación no está abierta a todos',
  text: app =>
    `${app} elige quién puede usarla, y usted todavía no ha sido admitido. No se ha compartido nada. Pregunte a los responsables de la aplicación.`,
};
