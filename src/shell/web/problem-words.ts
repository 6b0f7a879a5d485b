// The words of what goes wrong at the browser.
import { words } from '../../locales/language.ts';

export const problemWords = words({
  en: {
    appMistake: {
      title: 'This app made a mistake',
      text: 'The app that sent you here asked for something in a way that does not work. Nothing was shared. Go back to the app, or tell its makers what it says below.',
    },
    foreignForm: {
      title: 'This form is no longer valid',
      text: 'This page was open for a long time, or was not opened from here. Nothing was changed. Go back, reload the page and try again.',
    },
    othersForm: {
      title: 'This form is somebody else’s',
      text: 'Since this page was opened, somebody else has signed in here. Nothing was changed. Whoever filled it in has to sign in again before it is sent.',
    },
    signedOut: {
      title: 'You are signed out',
      text: 'You were signed out before this was saved. Sign in in another tab, come back here, and try again.',
    },
    malformedForm: {
      title: 'This form did not arrive whole',
      text: 'What was sent could not be read. Nothing was changed. Go back and try again.',
    },
    notFound: {
      title: 'Page not found',
      text: 'There is no page at this address. It may have been mistyped.',
    },
    wrongMethod: {
      title: 'This cannot be opened that way',
      text: 'This address only takes what its own form sends. Start again from the home page.',
    },
    tooLong: {
      title: 'That was too long',
      text: 'What was sent is longer than any form here needs. Nothing was changed.',
    },
    busy: {
      title: 'One moment',
      text: 'Much is under way from your network just now. Nothing was changed; try again in a moment.',
    },
    tooManyTries: (wait: string) => ({
      title: 'Too many tries',
      text: `For safety there is a pause after many tries. Wait ${wait}, then try again.`,
    }),
    tooMuch: {
      title: 'No more for now',
      text: 'As many as may be were tried, or are there, already. Try again later.',
    },
    ourFault: {
      title: 'Something went wrong',
      text: 'It was not your doing, and nothing was changed. Try again in a moment.',
    },
    tooOld: {
      title: 'This page is too old',
      text: 'Go back to the app and start again from there. Nothing was shared.',
    },
    usedLink: {
      title: 'This link no longer works',
      text: 'A link from a device works once, and soon no more. Start again in the app on the device.',
    },
    fault: (message: string) => ({ title: 'That did not work', text: message }),
  },
  es: {
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
    tooManyTries: (wait: string) => ({
      title: 'Demasiados intentos',
      text: `Por seguridad hay una pausa después de muchos intentos. Espere ${wait} e inténtelo de nuevo.`,
    }),
    tooMuch: {
      title: 'Por ahora no más',
      text: 'Ya se han hecho tantos intentos, o hay tanto, como puede haber. Inténtelo más tarde.',
    },
    ourFault: {
      title: 'Algo salió mal',
      text: 'No fue culpa suya y no se cambió nada. Inténtelo de nuevo dentro de un momento.',
    },
    tooOld: {
      title: 'Esta página es demasiado antigua',
      text: 'Vuelva a la aplicación y empiece de nuevo desde allí. No se compartió nada.',
    },
    usedLink: {
      title: 'Este enlace ya no funciona',
      text: 'El enlace de un dispositivo sirve una sola vez y poco tiempo. Empiece de nuevo en la aplicación del dispositivo.',
    },
    fault: (message: string) => ({
      title: 'No funcionó',
      text: `Keepwell no pudo hacerlo y no se cambió nada. El motivo, en inglés: ${message}`,
    }),
  },
  de: {
    appMistake: {
      title: 'Diese App hat einen Fehler gemacht',
      text: 'Die App, von der Sie kommen, hat etwas auf eine Weise verlangt, die nicht funktioniert. Es wurde nichts weitergegeben. Gehen Sie zurück zur App, oder sagen Sie deren Herstellern, was unten steht.',
    },
    foreignForm: {
      title: 'Dieses Formular gilt nicht mehr',
      text: 'Diese Seite war lange offen oder wurde nicht von hier aus geöffnet. Es wurde nichts geändert. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.',
    },
    othersForm: {
      title: 'Dieses Formular ist von jemand anderem',
      text: 'Seit diese Seite geöffnet wurde, hat sich hier jemand anderes angemeldet. Es wurde nichts geändert. Wer es ausgefüllt hat, muss sich wieder anmelden, bevor es gesendet wird.',
    },
    signedOut: {
      title: 'Sie sind abgemeldet',
      text: 'Sie wurden abgemeldet, bevor dies gespeichert war. Melden Sie sich in einem anderen Tab an, kommen Sie zurück, und versuchen Sie es noch einmal.',
    },
    malformedForm: {
      title: 'Dieses Formular kam nicht ganz an',
      text: 'Was gesendet wurde, ist nicht lesbar. Es wurde nichts geändert. Gehen Sie zurück und versuchen Sie es noch einmal.',
    },
    notFound: {
      title: 'Seite nicht gefunden',
      text: 'Unter dieser Adresse gibt es keine Seite. Vielleicht ist sie falsch geschrieben.',
    },
    wrongMethod: {
      title: 'So lässt sich das nicht öffnen',
      text: 'Diese Adresse nimmt nur an, was ihr eigenes Formular schickt. Beginnen Sie neu auf der Startseite.',
    },
    tooLong: {
      title: 'Das war zu lang',
      text: 'Was geschickt wurde, ist länger, als irgendein Formular hier braucht. Es wurde nichts geändert.',
    },
    busy: {
      title: 'Einen Moment',
      text: 'Aus Ihrem Netz ist gerade viel unterwegs. Es wurde nichts geändert; versuchen Sie es gleich noch einmal.',
    },
    tooManyTries: (wait: string) => ({
      title: 'Zu viele Versuche',
      text: `Zur Sicherheit gibt es nach vielen Versuchen eine Pause. Warten Sie ${wait} und versuchen Sie es dann noch einmal.`,
    }),
    tooMuch: {
      title: 'Vorerst nicht mehr',
      text: 'So viel, wie erlaubt ist, wurde schon versucht oder ist schon da. Versuchen Sie es später noch einmal.',
    },
    ourFault: {
      title: 'Etwas ist schiefgegangen',
      text: 'Es lag nicht an Ihnen, und es wurde nichts geändert. Versuchen Sie es gleich noch einmal.',
    },
    tooOld: {
      title: 'Diese Seite ist zu alt',
      text: 'Gehen Sie zurück zur App und beginnen Sie dort von vorn. Es wurde nichts weitergegeben.',
    },
    usedLink: {
      title: 'Dieser Link gilt nicht mehr',
      text: 'Ein Link von einem Gerät gilt einmal und nur kurze Zeit. Beginnen Sie in der App auf dem Gerät von vorn.',
    },
    fault: (message: string) => ({
      title: 'Das hat nicht geklappt',
      text: `Keepwell konnte das nicht tun, und es wurde nichts geändert. Der Grund, auf Englisch: ${message}`,
    }),
  },
});

export type ProblemName = Exclude<keyof ReturnType<typeof problemWords>, 'fault' | 'tooManyTries'>;
