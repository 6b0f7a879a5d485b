// Help: keeping an account safe.
export const accountTexts = {
  en: `# Your account

Everything about signing in is under [Account](/account).

## Passkeys

A passkey is the safest way to sign in, and the easiest: your phone, your computer or a security key proves that it is you, with a fingerprint, your face or a PIN. There is nothing to remember and nothing that can be stolen by a false page.

## Password and codes from an app

If you sign in by password, add codes from an authenticator app. Then a password that somebody else learns does not open your account.

## Recovery codes

Print your recovery codes and keep them where you keep papers that matter. Each works once, when you have lost everything else.

## Where you are signed in

The page lists every browser that is signed in. Sign out one, or all of them at once.

## Deleting your account

Your account is closed at once and deleted for good after a time of grace, which the page names. Until then, signing in brings it back. Records that only you look after are deleted with it; hand them to another custodian first if they are to stay.
`,
  es: `# Su cuenta

Todo sobre el inicio de sesión está en [Cuenta](/account).

## Llaves de acceso

Una llave de acceso es la forma más segura y más sencilla de iniciar sesión: su teléfono, su ordenador o una llave de seguridad demuestra que es usted, con la huella, la cara o un PIN. No hay nada que recordar ni nada que pueda robar una página falsa.

## Contraseña y códigos de una aplicación

Si inicia sesión con contraseña, añada códigos de una aplicación de autenticación. Así, una contraseña que otro descubra no abre su cuenta.

## Códigos de recuperación

Imprima sus códigos de recuperación y guárdelos con los papeles importantes. Cada uno sirve una vez, cuando haya perdido todo lo demás.

## Dónde ha iniciado sesión

La página enumera cada navegador con la sesión iniciada. Ciérrela en uno o en todos a la vez.

## Eliminar la cuenta

La cuenta se cierra enseguida y se elimina del todo tras un plazo de gracia, que la página indica. Hasta entonces, iniciar sesión la recupera. Los historiales que solo usted cuida se eliminan con ella; si han de quedar, déselos antes a otro responsable.
`,
  de: `# Ihr Konto

Alles rund um das Anmelden steht unter [Konto](/account).

## Passkeys

Ein Passkey ist die sicherste Art, sich anzumelden, und die einfachste: Ihr Telefon, Ihr Rechner oder ein Sicherheitsschlüssel weist nach, dass Sie es sind, mit Fingerabdruck, Gesicht oder PIN. Es gibt nichts zu merken und nichts, was eine falsche Seite stehlen könnte.

## Passwort und Codes aus einer App

Wenn Sie sich mit Passwort anmelden, nehmen Sie Codes aus einer Authenticator-App dazu. Dann öffnet ein Passwort, das ein anderer erfährt, Ihr Konto nicht.

## Wiederherstellungscodes

Drucken Sie Ihre Wiederherstellungscodes aus und legen Sie sie zu Ihren wichtigen Papieren. Jeder gilt einmal, wenn alles andere verloren ist.

## Wo Sie angemeldet sind

Die Seite nennt jeden Browser, der angemeldet ist. Melden Sie einen ab oder alle auf einmal.

## Das Konto löschen

Ihr Konto wird sofort geschlossen und nach einer Frist, die die Seite nennt, endgültig gelöscht. Bis dahin holt eine Anmeldung es zurück. Akten, für die nur Sie sorgen, werden mitgelöscht; übergeben Sie sie vorher einem anderen Verwalter, wenn sie bleiben sollen.
`,
};
