// The words of picking up a package. Those of its first two pages are in connect.ts.
import type { pickUpWords as english } from '../../en/pages/pick-up.ts';

export const pickUpWords: typeof english = {
  codeTitle: 'Recoger datos de salud',
  codeLead:
    '¿Una clínica, una farmacia o un laboratorio le dio un código y le dejó datos aquí? Introdúzcalo para pasarlos a un historial.',
  notThere: app =>
    `${app} le dio el código, pero aún no ha enviado los datos. Inténtelo más tarde; el código sigue siendo el mismo.`,
  questionTitle: 'Antes, una pregunta',
  title: app => `Datos de ${app}`,
  lead: app => `Se guardan en el historial que usted elija. Con esto ${app} no obtiene acceso al historial.`,
  forWhom: 'Los datos son para:',
  holds: 'Contienen:',
  replaces: kinds =>
    `Un historial tiene uno solo de: ${kinds}. Lo que llega ocupa su lugar; lo que había queda entre sus versiones.`,
  once: 'Esto funciona una sola vez. De un historial equivocado solo se pueden quitar a mano.',
  accept: 'Guardar en el historial',
  decline: 'Ahora no',
  doneTitle: 'Los datos están en el historial',
  done: app => `Lo que ${app} dejó para usted está ahora en el historial que eligió.`,
  declinedTitle: 'No se guardó nada',
  declined: 'Los datos le esperan. Si cambia de opinión, el mismo código vuelve a servir.',
  closedTitle: 'Este código ya no sirve',
  goneTitle: 'Los datos ya no están aquí',
  gone: 'Ya se recogieron, o los retiró quien los dejó.',
  brokenTitle: 'Los datos no se pueden leer',
  broken: app => `Lo que ${app} dejó no está en orden. No se cambió nada. Dígale lo que pone abajo.`,
  refusedTitle: 'Los datos no caben en este historial',
  refused: 'No se cambió nada, y los datos le siguen esperando. Puede elegir otro historial.',
  detail: 'Para quien los dejó:',
};
