// The words for what two people changed at once.
import { words } from '../../locales/language.ts';

export const meanwhileWords = words({
  en: {
    isNow: (text: string) =>
      text === ''
        ? 'Somebody emptied this since you opened the page. Save again to put yours in its place.'
        : `Somebody changed this since you opened the page, to “${text}”. Save again to put yours in its place.`,
    pictureChanged:
      'Somebody changed this picture since you opened the page, so nothing was done. Look at it, and do it again if you still want to.',
    proposalChanged:
      'Somebody changed what waits since you opened the page, so nothing was taken back. Look at it again.',
    ruleChanged:
      'Somebody changed this rule since you opened the page. Save again to put yours in its place.',
    ruleGone: 'Somebody removed this rule since you opened the page. Save again to add it as a new one.',
    textOfGone: (text: string) =>
      `A rule was removed since you opened the page. Your text for it was not kept: “${text}”`,
  },
  es: {
    isNow: (text: string) =>
      text === ''
        ? 'Alguien vació esto desde que abrió la página. Guarde otra vez para poner lo suyo en su lugar.'
        : `Alguien cambió esto por «${text}» desde que abrió la página. Guarde otra vez para poner lo suyo en su lugar.`,
    pictureChanged:
      'Alguien cambió esta imagen desde que abrió la página, así que no se hizo nada. Mírela y hágalo otra vez si aún lo quiere.',
    proposalChanged:
      'Alguien cambió lo que espera desde que abrió la página, así que no se retiró nada. Mírelo otra vez.',
    ruleChanged:
      'Alguien cambió esta regla desde que abrió la página. Guarde otra vez para poner la suya en su lugar.',
    ruleGone:
      'Alguien quitó esta regla desde que abrió la página. Guarde otra vez para añadirla como una nueva.',
    textOfGone: (text: string) =>
      `Se quitó una regla desde que abrió la página. Su texto para ella no se guardó: «${text}»`,
  },
  de: {
    isNow: (text: string) =>
      text === ''
        ? 'Jemand hat dies geleert, seit Sie die Seite geöffnet haben. Speichern Sie noch einmal, um Ihres an die Stelle zu setzen.'
        : `Jemand hat dies in „${text}“ geändert, seit Sie die Seite geöffnet haben. Speichern Sie noch einmal, um Ihres an die Stelle zu setzen.`,
    pictureChanged:
      'Jemand hat dieses Bild geändert, seit Sie die Seite geöffnet haben; nichts wurde getan. Sehen Sie es an, und tun Sie es noch einmal, wenn Sie es noch wollen.',
    proposalChanged:
      'Jemand hat geändert, was wartet, seit Sie die Seite geöffnet haben; nichts wurde zurückgenommen. Sehen Sie es noch einmal an.',
    ruleChanged:
      'Jemand hat diese Regel geändert, seit Sie die Seite geöffnet haben. Speichern Sie noch einmal, um Ihre an die Stelle zu setzen.',
    ruleGone:
      'Jemand hat diese Regel entfernt, seit Sie die Seite geöffnet haben. Speichern Sie noch einmal, um sie neu hinzuzufügen.',
    textOfGone: (text: string) =>
      `Eine Regel wurde entfernt, seit Sie die Seite geöffnet haben. Ihr Text für sie wurde nicht behalten: „${text}“`,
  },
});
