// Help: keeping an account safe.
export const accountHelp: string = `# Ihr Konto

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
`;
