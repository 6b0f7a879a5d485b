// The words of the page about who may use an application.
import type { Begun } from '../../areas.ts';
import type { admissionWords as english } from '../../en/pages/admission.ts';

export const admissionWords: Begun<typeof english> = {
  title: 'Cette application n’est pas ouverte à tous',
  text: app =>
    `${app} choisit qui peut l’utiliser, et vous n’y avez pas encore été admis. Rien n’a été partagé. Adressez-vous aux auteurs de l’application.`,
};
