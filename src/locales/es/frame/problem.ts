// The words of what goes wrong at the browser.
import type { problemWords as english } from '../../en/frame/problem.ts';

export const problemWords: typeof english = {
  appMistake: {
    title: 'Esta aplicación cometió un error',
    text: 'La aplicación que le envió aquí pidió algo de una forma que no funciona. No se compartió nada. Vuelva a la aplicación o comunique a sus creadores lo que se indica abajo.',
  },
  foreignForm: {
    title: 'Este formulario ya no es válido',
    text: 'Esta página estuvo abierta mucho tiempo o no se abrió desde aquí. No se cambió nada. Vuelva atrás, recargue la página e inténtelo de nuevo.',
  },
  othersForm: {
    title: 'Este formulario es de otra persona',
    text: 'Desde que se abrió esta página, otra persona ha iniciado sesión aquí. No se cambió nada. Quien lo rellenó tiene que iniciar sesión de nuevo antes de enviarlo.',
  },
  signedOut: {
    title: 'Su sesión está cerrada',
    text: 'Su sesión se cerró antes de guardar esto. Inicie sesión en otra pestaña, vuelva aquí e inténtelo de nuevo.',
  },
  malformedForm: {
    title: 'Este formulario no llegó entero',
    text: 'No se pudo leer lo que se envió. No se cambió nada. Vuelva atrás e inténtelo de nuevo.',
  },
  notFound: {
    title: 'Página no encontrada',
    text: 'No hay ninguna página en esta dirección. Puede que se haya escrito mal.',
  },
  accessEnded: {
    title: 'Su acceso ha terminado',
    text: 'Antes podía abrir este historial. Su acceso ha terminado. Si cree que es un error, pregunte a una persona que cuide de él.',
  },
  wrongMethod: {
    title: 'Esto no se puede abrir así',
    text: 'Esta dirección solo acepta lo que envía su propio formulario. Empiece de nuevo desde la página de inicio.',
  },
  tooLong: {
    title: 'Era demasiado largo',
    text: 'Lo enviado es más largo de lo que necesita cualquier formulario de aquí. No se cambió nada.',
  },
  busy: {
    title: 'Un momento',
    text: 'Ahora mismo hay mucho en curso desde su red. No se cambió nada; vuelva a intentarlo en un momento.',
  },
  tooManyTries: wait => ({
    title: 'Demasiados intentos',
    text: `Por seguridad hay una pausa después de muchos intentos. Espere ${wait} e inténtelo de nuevo.`,
  }),
  mayNot: {
    title: 'No puede hacer esto',
    text: 'No tiene permiso para ello en este historial, o ya no existe aquello a lo que se refería. No se ha cambiado nada.',
  },
  damaged: {
    title: 'Esto no se puede leer',
    text: 'Un dato de este historial está dañado donde se guarda, y esta respuesta lo omitiría sin decirlo. No se ha cambiado nada. Quien administra este servidor puede saber más con «keepwell doctor --thorough» y quizá recuperar el dato de una copia de seguridad.',
  },
  tooMuch: {
    title: 'Por ahora no más',
    text: 'Ya se han hecho tantos intentos, o hay tanto, como puede haber. Inténtelo más tarde.',
  },
  ourFault: {
    title: 'Algo salió mal',
    text: 'No fue culpa suya y no se cambió nada. Inténtelo de nuevo dentro de un momento.',
  },
  unavailable: {
    title: 'Una breve interrupción',
    text: 'La bóveda no llega ahora mismo a su base de datos. No es seguro que haya recibido lo que usted envió: mírelo dentro de un momento antes de enviarlo otra vez.',
  },
  tooOld: {
    title: 'Esta página es demasiado antigua',
    text: 'Vuelva a la aplicación y empiece de nuevo desde allí. No se compartió nada.',
  },
  usedLink: {
    title: 'Este enlace ya no funciona',
    text: 'El enlace de un dispositivo sirve una sola vez y poco tiempo. Empiece de nuevo en la aplicación del dispositivo.',
  },
  fault: message => ({
    title: 'No funcionó',
    text: `Keepwell no pudo hacerlo y no se cambió nada. El motivo, en inglés: ${message}`,
  }),
};
