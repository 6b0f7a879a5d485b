// The words of the page about who may use an application.
import type { admissionWords as english } from '../../en/pages/admission.ts';

export const admissionWords: typeof english = {
  title: 'Diese App steht nicht allen offen',
  text: app =>
    `${app} wählt aus, wer sie nutzen darf, und Sie wurden noch nicht zugelassen. Es wurde nichts freigegeben. Fragen Sie die Anbieter der App.`,
};
