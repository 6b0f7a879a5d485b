// Help: what those who run the vault can see and do.
export const operatorsHelp: string = `# Für die, die diesen Tresor betreiben

Betreiber finden *Dienst betreiben* auf der Seite ihres [Kontos](/account). Das erste Konto eines Tresors gehört einem Betreiber, und der benennt weitere. Auf der Maschine selbst geht das auch mit \`keepwell operator add\`. Wen Sie benennen, braucht ein Konto und, wo ein Mailserver eingestellt ist, eine bestätigte E-Mail-Adresse; der Befehl verlangt diese nicht. Der letzte Betreiber kann sein Konto nur löschen, wo sonst niemand eines hat; ist es endgültig weg, betreibt das älteste Konto, das inzwischen dazukam, den Tresor.

## Was Sie sehen und was nicht

- **Überblick**: wie der Tresor eingestellt ist und wie viel genutzt wird. Einstellungen werden in der Einstellungsdatei geändert und gelten nach einem Neustart.
- **Personen**: die Konten, ihr Zustand und wie viel Platz sie nutzen. Nie, was in einer Akte steht, auch nicht die Namen der Akten.
- **Apps**: die auf Sie warten, mit dem, was sie verlangen, und die niemand mehr einrichtet.
- **Zustand des Tresors**: ob er gesichert und das geprüft ist, worauf er läuft, wer bei der Anmeldung gescheitert ist, und was nicht gesendet werden konnte, und warum.
- **Betreiber**: wer sie sind und was sie getan haben.

## Was Sie tun können

Ein Konto sperren: Die Person ist überall abgemeldet, und Apps können nichts für sie tun. Es geht nichts verloren, und Sie können es zurücknehmen. Eine App zulassen oder ablehnen. Zustellungen und Post noch einmal versuchen oder aufgegebene Zustellungen vergessen.

Was Sie tun, wird festgehalten, und andere Betreiber können es lesen. Sich selbst können Sie das Amt nicht nehmen: Das muss ein anderer Betreiber tun.

## Eigene Texte

Legen Sie Markdown-Dateien in den Ordner \`help\` des Datenordners, um diese Seiten zu ersetzen, zum Beispiel \`privacy.md\` und \`terms.md\`, oder \`privacy.de.md\` für eine Sprache.
`;
