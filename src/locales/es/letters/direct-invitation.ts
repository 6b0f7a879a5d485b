// The words of the mail that brings somebody the code for a message that a clinic left for them.
import type { directInvitationWords as english } from '../../en/letters/direct-invitation.ts';

export const directInvitationWords: typeof english = {
  subject: 'Le espera un mensaje',
  text: ({ from, code, link }) =>
    `«${from}» le ha enviado un mensaje a través de Keepwell. Inicie sesión, o abra una cuenta, e introduzca este código para leerlo:\n\n${code}\n\n${link}\n\nEs posible que se le haga una pregunta cuya respuesta conocen usted y el remitente. Si no sabe quién lo ha enviado, no haga nada.\n`,
};
