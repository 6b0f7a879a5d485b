// The words for what two people changed at once.
import type { meanwhileWords as english } from '../../en/frame/meanwhile.ts';

export const meanwhileWords: typeof english = {
  isNow: text =>
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
  textOfGone: text =>
    `Se quitó una regla desde que abrió la página. Su texto para ella no se guardó: «${text}»`,
};
