// Help: adding, finding, drawing, changing and removing items.
export const dataHelp: string = `# Ihre Daten: Listen, Kurven und die Zeitleiste

Alles in einer Akte ist ein **Eintrag**: ein Messwert, ein Medikament, eine Erkrankung, ein Dokument. Der Name oben auf jeder Seite sagt, wessen Akte Sie ansehen; gibt es mehrere, wählen Sie dort eine andere.

## Hinzufügen

Wählen Sie *Eintrag hinzufügen* unter [Daten](/items) und dann, was es ist. Was leer bleiben darf, ist mit *freiwillig* bezeichnet. Zahlen gelten in der Einheit, die Sie daneben wählen. Stimmt etwas nicht, steht es beim Feld, und was Sie getippt haben, bleibt.

## Finden

Das Feld oben auf jeder Seite findet Einträge, Arten von Einträgen, Menschen und Seiten; die Taste / führt dorthin. Es kennt Alltagswörter wie Fieber oder Pille und verzeiht kleine Tippfehler.

[Daten](/items) zeigt die Einträge, die neuesten zuerst. Die Gruppen oben zeigen einen Teil davon. *Suchen und filtern* sucht nach Wörtern in dem, was die Liste zeigt, und in Notizen, auch nach Art, Zeitraum oder der App, von der ein Eintrag kam.

## Kurven und Zeitleiste

Arten mit Zahlen haben eine *Kurve*, über einen Monat, drei Monate, ein Jahr oder alles. Bei vielen Messwerten zeichnet sie Mittelwerte. Die Zahlen stehen in einer Tabelle darunter.

Die [Zeitleiste](/timeline) zeigt alles zusammen, Tag für Tag; *Zu einem Tag* führt darin zurück.

## Pläne und Aufgaben

[Pläne und Aufgaben](/plans) zeigt, was heute zu tun ist, mit einer Taste für alles, was erledigt ist, was in den letzten Tagen versäumt wurde und die Woche auf einen Blick. Dort legen Sie selbst Pläne und Aufgaben an; auch Apps, denen Sie es erlauben, dürfen sie schreiben, und was in der Akte steht, etwa ein Gewicht, kann von selbst zählen.

## Ändern, und was vorher da stand

*Bearbeiten* auf der Seite eines Eintrags ändert ihn. Jede Fassung bleibt erhalten: *Zeigen, was sich geändert hat* nennt, wer wann was gespeichert hat. Speichert jemand anders denselben Eintrag, während Sie schreiben, sehen Sie beide Fassungen und wählen; nichts geht verloren.

## Löschen, wiederherstellen, endgültig entfernen

Ein gelöschter Eintrag verschwindet aus den Listen, und Apps sehen ihn nicht mehr, aber er ist noch da. Gleich nach dem Löschen können Sie es *Rückgängig machen*. Später findet ihn, wer für die Akte sorgt, über *Suchen und filtern*, *Was gelöscht wurde*, und stellt ihn wieder her oder wählt *Endgültig entfernen*: Das nimmt alle Fassungen und Dateien mit und lässt sich nicht zurücknehmen.
`;
