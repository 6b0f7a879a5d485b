// The privacy statement that stands until the operator writes one.
export const privacyTexts = {
  en: `# Privacy

*Whoever runs this vault is responsible for it. This is the statement that comes with Keepwell; the operator may replace it.*

## What is kept

- Your account: name, e-mail address, birth date, country, language, and what proves that it is you.
- The records you look after and everything put into them, earlier versions included.
- Who did what and when: sign-ins, changes, and what apps were allowed.

## Who sees it

You, the people you share a record with, and the apps you allow, each only what you allowed. Nothing is sold, and nothing is sent to anybody for statistics or advertising. These pages load nothing from other servers.

## What the operator can see

The operator runs the machine the data lies on and could read it there. Passwords, tokens and secrets are kept so that they cannot be read back.

## Cookies

Only those that keep you signed in and remember your language, the record you look at, and that you signed in with this browser before.

## Your rights

You can look at, correct, take away and delete your data: here in the pages, with an app, or by asking the operator.
`,
  es: `# Privacidad

*Quien gestiona esta bóveda es responsable de ella. Esta es la declaración que acompaña a Keepwell; el operador puede sustituirla.*

## Qué se guarda

- Su cuenta: nombre, correo electrónico, fecha de nacimiento, país, idioma y lo que demuestra que es usted.
- Los historiales que cuida y todo lo que contienen, incluidas las versiones anteriores.
- Quién hizo qué y cuándo: inicios de sesión, cambios y lo que se permitió a las aplicaciones.

## Quién lo ve

Usted, las personas con quienes comparte un historial y las aplicaciones que permite, cada una solo lo que usted permitió. No se vende nada ni se envía nada a nadie para estadísticas o publicidad. Estas páginas no cargan nada de otros servidores.

## Lo que puede ver el operador

El operador gestiona la máquina donde están los datos y podría leerlos allí. Las contraseñas, los tokens y los secretos se guardan de modo que no pueden volver a leerse.

## Cookies

Solo las que mantienen su sesión y recuerdan su idioma, el historial que mira y que ya inició sesión con este navegador.

## Sus derechos

Puede ver, corregir, llevarse y borrar sus datos: aquí, con una aplicación o pidiéndolo al operador.
`,
  de: `# Datenschutz

*Wer diesen Tresor betreibt, ist dafür verantwortlich. Dies ist die Erklärung, die mit Keepwell kommt; der Betreiber kann sie ersetzen.*

## Was gespeichert wird

- Ihr Konto: Name, E-Mail-Adresse, Geburtsdatum, Land, Sprache und das, was nachweist, dass Sie es sind.
- Die Akten, für die Sie sorgen, und alles darin, auch frühere Fassungen.
- Wer wann was getan hat: Anmeldungen, Änderungen und was Apps erlaubt wurde.

## Wer es sieht

Sie, die Menschen, mit denen Sie eine Akte teilen, und die Apps, die Sie zulassen, jede nur das, was Sie erlaubt haben. Nichts wird verkauft, nichts für Statistik oder Werbung an irgendwen gesandt. Diese Seiten laden nichts von anderen Servern.

## Was der Betreiber sehen kann

Der Betreiber unterhält die Maschine, auf der die Daten liegen, und könnte sie dort lesen. Passwörter, Token und Geheimnisse sind so gespeichert, dass sie nicht zurückgelesen werden können.

## Cookies

Nur solche, die Sie angemeldet halten und sich Ihre Sprache merken, die Akte, die Sie ansehen, und dass Sie sich mit diesem Browser schon angemeldet haben.

## Ihre Rechte

Sie können Ihre Daten ansehen, berichtigen, mitnehmen und löschen: hier auf den Seiten, mit einer App oder beim Betreiber.
`,
};
