// The words of picking up a package. Those of its first two pages are in connect.ts.
import type { pickUpWords as english } from '../../en/pages/pick-up.ts';

export const pickUpWords: typeof english = {
  codeTitle: 'Gesundheitsdaten abholen',
  codeLead:
    'Eine Praxis, Apotheke oder ein Labor hat Ihnen einen Code gegeben und hier Daten für Sie hinterlegt? Mit ihm kommen sie in eine Akte.',
  notThere: app =>
    `${app} hat Ihnen den Code gegeben, aber die Daten noch nicht geschickt. Versuchen Sie es später; der Code bleibt derselbe.`,
  questionTitle: 'Zuerst eine Frage',
  title: app => `Daten von ${app}`,
  lead: app => `Sie kommen in die Akte, die Sie wählen. Zugang zu ihr bekommt ${app} dadurch nicht.`,
  forWhom: 'Die Daten sind für:',
  holds: 'Sie enthalten:',
  replaces: kinds =>
    `Davon gibt es in einer Akte nur eines: ${kinds}. Was kommt, tritt an seine Stelle; was da war, bleibt in seinem Verlauf.`,
  once: 'Das geht nur einmal. Aus einer falschen Akte lassen sie sich nur von Hand entfernen.',
  accept: 'In die Akte übernehmen',
  decline: 'Nicht jetzt',
  doneTitle: 'Die Daten sind in der Akte',
  done: app => `Was ${app} für Sie hinterlegt hat, ist jetzt in der gewählten Akte.`,
  declinedTitle: 'Es wurde nichts übernommen',
  declined: 'Die Daten warten auf Sie. Wenn Sie es sich anders überlegen, gilt derselbe Code noch.',
  closedTitle: 'Dieser Code gilt nicht mehr',
  goneTitle: 'Die Daten sind nicht mehr hier',
  gone: 'Sie wurden abgeholt oder von denen zurückgezogen, die sie hinterlegt hatten.',
  brokenTitle: 'Die Daten sind nicht lesbar',
  broken: app =>
    `Was ${app} hinterlegt hat, ist nicht in Ordnung. Es wurde nichts geändert. Sagen Sie dort, was unten steht.`,
  refusedTitle: 'Die Daten passen nicht in diese Akte',
  refused: 'Es wurde nichts geändert, und die Daten warten noch auf Sie. Sie können eine andere Akte wählen.',
  detail: 'Für die, die sie hinterlegt haben:',
};
