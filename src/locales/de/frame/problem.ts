// The words of what goes wrong at the browser.
import type { problemWords as english } from '../../en/frame/problem.ts';

export const problemWords: typeof english = {
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
  accessEnded: {
    title: 'Ihr Zugriff ist beendet',
    text: 'Früher konnten Sie diese Akte öffnen. Ihr Zugriff darauf ist beendet. Wenn Sie das für einen Irrtum halten, fragen Sie jemanden, der die Akte verwaltet.',
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
  tooManyTries: wait => ({
    title: 'Zu viele Versuche',
    text: `Zur Sicherheit gibt es nach vielen Versuchen eine Pause. Warten Sie ${wait} und versuchen Sie es dann noch einmal.`,
  }),
  mayNot: {
    title: 'Das dürfen Sie nicht',
    text: 'Sie haben in dieser Akte kein Recht dazu, oder was es betraf, gibt es nicht mehr. Nichts wurde geändert.',
  },
  damaged: {
    title: 'Das kann nicht gelesen werden',
    text: 'Ein Eintrag dieser Akte ist am Speicherort beschädigt, und diese Antwort würde ihn verschweigen. Nichts wurde geändert. Wer diesen Server betreibt, erfährt mehr mit „keepwell doctor --thorough“ und kann den Eintrag vielleicht aus einer Sicherung zurückholen.',
  },
  tooMuch: {
    title: 'Vorerst nicht mehr',
    text: 'So viel, wie erlaubt ist, wurde schon versucht oder ist schon da. Versuchen Sie es später noch einmal.',
  },
  ourFault: {
    title: 'Etwas ist schiefgegangen',
    text: 'Es lag nicht an Ihnen, und es wurde nichts geändert. Versuchen Sie es gleich noch einmal.',
  },
  unavailable: {
    title: 'Eine kurze Unterbrechung',
    text: 'Der Tresor erreicht seine Datenbank gerade nicht. Ob angekommen ist, was Sie gesendet haben, ist nicht sicher: Sehen Sie gleich nach, bevor Sie es noch einmal senden.',
  },
  tooOld: {
    title: 'Diese Seite ist zu alt',
    text: 'Gehen Sie zurück zur App und beginnen Sie dort von vorn. Es wurde nichts weitergegeben.',
  },
  usedLink: {
    title: 'Dieser Link gilt nicht mehr',
    text: 'Ein Link von einem Gerät gilt einmal und nur kurze Zeit. Beginnen Sie in der App auf dem Gerät von vorn.',
  },
  fault: message => ({
    title: 'Das hat nicht geklappt',
    text: `Keepwell konnte das nicht tun, und es wurde nichts geändert. Der Grund, auf Englisch: ${message}`,
  }),
};
