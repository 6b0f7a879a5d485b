// The words of the mail that brings somebody the code for a message that a clinic left for them.
import type { directInvitationWords as english } from '../../en/letters/direct-invitation.ts';

export const directInvitationWords: typeof english = {
  subject: 'Eine Nachricht wartet auf Sie',
  text: ({ from, code, link }) =>
    `„${from}“ hat Ihnen über Keepwell eine Nachricht gesandt. Melden Sie sich an oder legen Sie ein Konto an, und geben Sie diesen Code ein, um sie zu lesen:\n\n${code}\n\n${link}\n\nVielleicht wird Ihnen eine Frage gestellt, deren Antwort Sie und der Absender kennen. Wenn Sie nicht wissen, von wem sie ist, müssen Sie nichts tun.\n`,
};
