// The privacy statement that stands until the operator writes one.
export const privacyHelp: string = `# Datenschutz

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
`;
