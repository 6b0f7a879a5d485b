// Help: how people share a record.
export const sharingTexts = {
  en: `# Sharing a record with somebody

If you are a custodian of a record, you can invite somebody to it by e-mail: under [Records](/records), choose the record and then *Sharing*.

## What you choose

- **What they may do**: only look, or also add and change, or look after the record as you do (custodian).
- **What they see**: everything, or only some kinds of item.
- **Until when**: without end, or to a day you name.

## The PIN

The page shows you a PIN. Tell it to the person yourself, by telephone for example; it is not in the mail. So a mail that goes astray opens nothing. After a few wrong tries the invitation ends, and you can send a new one.

## Ending it

Who has access stands on the same page, with whatever each may do. Change or end it at any time. The apps of that person lose their access with it, and have to ask again if you share anew.
`,
  es: `# Compartir un historial con alguien

Si usted es responsable de un historial, puede invitar a alguien por correo electrónico: en [Historiales](/records), elija el historial y después *Compartir*.

## Lo que usted elige

- **Qué puede hacer**: solo mirar, o también añadir y cambiar, o cuidar del historial como usted (responsable).
- **Qué ve**: todo, o solo algunos tipos de datos.
- **Hasta cuándo**: sin fin, o hasta un día que usted indique.

## El PIN

La página le muestra un PIN. Dígaselo usted a la persona, por teléfono por ejemplo; no está en el correo. Así, un correo perdido no abre nada. Tras unos intentos fallidos la invitación termina y puede enviar otra.

## Terminarlo

En la misma página está quién tiene acceso y qué puede hacer cada uno. Cámbielo o termínelo cuando quiera. Las aplicaciones de esa persona pierden el acceso con ello, y tienen que pedirlo de nuevo si usted vuelve a compartir.
`,
  de: `# Eine Akte mit jemandem teilen

Als Verwalter einer Akte können Sie jemanden per E-Mail dazu einladen: unter [Akten](/records) die Akte wählen, dann *Teilen*.

## Was Sie wählen

- **Was die Person darf**: nur ansehen, oder auch hinzufügen und ändern, oder für die Akte sorgen wie Sie selbst (Verwalter).
- **Was sie sieht**: alles, oder nur einige Arten von Einträgen.
- **Bis wann**: ohne Ende, oder bis zu einem Tag, den Sie nennen.

## Die PIN

Die Seite zeigt Ihnen eine PIN. Sagen Sie sie der Person selbst, zum Beispiel am Telefon; in der E-Mail steht sie nicht. So öffnet eine verirrte E-Mail nichts. Nach einigen falschen Versuchen endet die Einladung, und Sie können eine neue senden.

## Beenden

Wer Zugriff hat und was er darf, steht auf derselben Seite. Ändern oder beenden Sie es jederzeit. Die Apps der Person verlieren ihren Zugriff damit auch und müssen neu fragen, wenn Sie wieder teilen.
`,
};
