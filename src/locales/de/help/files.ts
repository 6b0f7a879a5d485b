// Help: files, taking a record along, messages, and who did what.
export const filesHelp: string = `# Dateien, Herunterladen, Nachrichten und Aktivität

Alles davon steht auf der Seite einer Akte, unter [Akten](/records).

## Eine Datei hinzufügen

[Dokument hinzufügen](/upload) nimmt einen Brief, ein Bild oder einen Scan, auf einem Telefon gleich von der Kamera; die Seite nennt, wie groß er sein darf. Was es ist und von welchem Tag, wird gefragt, wenn es da ist. [Dokumente](/documents) zeigt alle mit einem Bild und findet sie an den Wörtern ihrer PDFs. Ein Dokument lässt sich an einen Termin, einen Befund oder jeden anderen Eintrag anhängen und ist von beiden aus zu sehen; es lässt sich herunterladen, wie es war.

## Alles herunterladen

[Alles herunterladen](/export) macht eine Zip-Datei aus allem, was Sie in der Akte sehen dürfen: eine Seite zum Anfangen, jeden Eintrag als XML, und was er vor jeder Änderung war; zu jeder Art eine JSON-Datei und eine CSV-Datei für Tabellenprogramme; und alle Dateien. Sie ist nicht verschlüsselt: Heben Sie sie auf, wo kein anderer sie öffnen kann, und denken Sie an die früheren Fassungen, bevor Sie sie weitergeben. Gelöschte Einträge sind nicht darin.

## Nachrichten

[Nachrichten](/messages) sind Post von Ärzten, und Post, die Apps in die Akte legen: [mehr darüber](/help/messages).

## Aktivität

[Aktivität](/activity) nennt, wer etwas hinzugefügt, geändert, gelöscht oder heruntergeladen hat, welche App hereingelassen oder ausgeschlossen wurde, und wann; darunter, wie viel jede App gelesen hat. Wer für die Akte sorgt, sieht alles; andere sehen, was sie selbst getan haben, und die Apps, die sie hereingelassen haben.
`;
