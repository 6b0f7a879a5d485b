// Help: how people share a record.
export const sharingHelp: string = `# Compartir un historial con alguien

Si usted es responsable de un historial, puede invitar a alguien por correo electrónico: en [Historiales](/records), elija el historial y después *Compartir*.

## Lo que usted elige

- **Qué puede hacer**: solo mirar, o también añadir y cambiar, o cuidar del historial como usted (responsable).
- **Qué ve**: todo, o solo algunos tipos de datos.
- **Hasta cuándo**: sin fin, o hasta un día que usted indique.

## El PIN

La página le muestra un PIN. Dígaselo usted a la persona, por teléfono por ejemplo; no está en el correo. Así, un correo perdido no abre nada. Tras unos intentos fallidos la invitación termina y puede enviar otra.

## Terminarlo

En la misma página está quién tiene acceso y qué puede hacer cada uno. Cámbielo o termínelo cuando quiera. Las aplicaciones de esa persona pierden el acceso con ello, y tienen que pedirlo de nuevo si usted vuelve a compartir.
`;
