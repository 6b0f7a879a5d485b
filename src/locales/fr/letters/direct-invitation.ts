// The words of the mail that brings somebody the code for a message that a clinic left for them.
import type { Begun } from '../../areas.ts';
import type { directInvitationWords as english } from '../../en/letters/direct-invitation.ts';

export const directInvitationWords: Begun<typeof english> = {
  subject: 'Un message vous attend',
  text: ({ from, code, link }) =>
    `« ${from} » vous a envoyé un message par Keepwell. Connectez-vous, ou ouvrez un compte, et saisissez ce code pour le lire :\n\n${code}\n\n${link}\n\nIl se peut qu’une question vous soit posée, dont vous et l’expéditeur connaissez la réponse. Si vous ne savez pas de qui il vient, ne faites rien.\n`,
};
