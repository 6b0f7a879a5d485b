// Help: registering an application, seeing what it asks, and going live.
export const developersHelp: string = `# Für Entwickler

Wer ein Konto hat, kann unter [Für Entwickler](/develop), am Fuß jeder Seite, Apps anlegen. Alle Typen, Vokabulare und Methoden stehen in der [Referenz](/docs/).

## Vom Nichts zum ersten Aufruf

1. *App anlegen*: ein Name und eine Art genügen. Ihre erste Seite sagt von da an, was als Nächstes kommt.
2. Unter *Online-Regeln* und *Offline-Regeln* sagen Sie, welche Arten von Einträgen sie will, wozu, und was sie damit tut. Online heißt, während jemand sie benutzt; offline jederzeit. Ihre Begründung lesen die Menschen, die gefragt werden.
3. Unter *Zertifikate* laden Sie eines hoch oder lassen den Schlüssel im Browser entstehen; dann hat der Tresor ihn nie.
4. *Überblick* hat Einstellungen zum Kopieren für jede Art von Client.

In einer Testumgebung arbeitet die App sofort, und *Ausprobieren* legt für sie eine Person mit Daten aus zwei Jahren an.

## Sehen, was schiefgeht

*Mitschnitt* bewahrt die Aufrufe Ihrer App eine Stunde lang, nur im Speicher: was sie gefragt hat, was ihr geantwortet wurde und was zu ändern ist, wo etwas scheiterte. Geheimnisse sind immer verdeckt, außerhalb von Testumgebungen auch Werte von Menschen.

## In Betrieb nehmen

Im echten Betrieb wartet eine neue App, bis ein Betreiber sie zulässt. *In Betrieb nehmen* nennt, worauf Menschen und Betreiber achten, und bittet um Zulassung. Auch Gruppen von Methoden über die grundlegenden hinaus gibt der Betreiber. Ist sie zugelassen, warten ein neuer Name, ein neues Logo, eine neue Adresse, ein Server oder eine Organisation und Regeln, die mehr verlangen, auf den Betreiber, und die App läuft weiter wie bisher; was sie begrenzt oder erklärt, ändert sich sofort.

Ihre Datenschutzerklärung und Ihre Nutzungsbedingungen können an einer Adresse von Ihnen liegen oder hier: unter *Angaben*, *Logos, Datenschutzerklärung, Bedingungen und mehr*. Menschen finden sie, wo sie gefragt werden, im [Verzeichnis](/directory) und auf der Seite der App; von HTML sehen sie die Worte.

Unter *Verzeichnis* kreuzen Sie an, ob Ihre App darin stehen soll.
`;
