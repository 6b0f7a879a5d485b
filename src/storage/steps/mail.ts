// Mail that waits to be sent, and sign-up codes.
export const mailStep: readonly string[] = [];
