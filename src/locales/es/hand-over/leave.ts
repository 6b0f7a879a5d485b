// The words of the way back to an application, and of the Shell's last page.
import type { leaveWords as english } from '../../en/hand-over/leave.ts';

export const leaveWords: typeof english = {
  back: app => `Volver a ${app}`,
  go: app => `Continuar a ${app}`,
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
};
