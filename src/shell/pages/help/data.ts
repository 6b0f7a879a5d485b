// Help: adding, finding, drawing, changing and removing items.
export const dataTexts = {
  en: `# Your data: lists, charts and the timeline

Everything in a record is an **item**: a reading, a medicine, a condition, a document. The name at the top of each page says whose record you are looking at; with several records you choose another there.

## Adding

Choose *Add an item* under [Data](/items), and then what it is. A field that may stay empty is marked *optional*. Numbers take the unit you choose beside them. If something is wrong, the page says so at its field, and what you typed stays.

## Finding

[Data](/items) lists the items, the newest first. The groups at the top show one part of it. *Search and filter* looks for words in what the list shows and in notes, and for a kind, a span of days, or the app an item came from.

## Charts and the timeline

Kinds with numbers have a *Chart*, for one month, three months, a year, or all. Where there are many readings it draws averages. The numbers stand in a table below it.

The [timeline](/timeline) shows everything together, day by day; *Go to a day* takes you back in it.

## Changing, and what it said before

*Edit* on the page of an item changes it. Every version is kept: *Show what changed* lists who saved what, and when. If somebody else saves the same item while you write, you see both versions and choose; nothing is lost.

## Deleting, restoring, removing for good

A deleted item leaves the lists, and apps no longer see it, but it is kept. Right after deleting there is an *Undo*. Later, those who look after the record find it by *Search and filter*, *What was deleted*, and restore it, or *Remove for good*: that takes all versions and files with it and cannot be undone.
`,
  es: `# Sus datos: listas, gráficos y la cronología

Todo lo que hay en un historial es un **dato**: una medición, un medicamento, una enfermedad, un documento. El nombre en lo alto de cada página dice de quién es el historial; si hay varios, ahí se elige otro.

## Añadir

Elija *Añadir un dato* en [Datos](/items) y después qué es. Un campo que puede quedar vacío lleva la palabra *opcional*. Los números van en la unidad elegida al lado. Si algo no está bien, la página lo dice junto al campo y lo escrito se conserva.

## Encontrar

[Datos](/items) enumera los datos, los más recientes primero. Los grupos de arriba muestran una parte. *Buscar y filtrar* busca palabras en lo que muestra la lista y en las notas, y también por tipo, fechas o la aplicación de la que vino un dato.

## Gráficos y cronología

Los tipos con números tienen un *Gráfico*, de un mes, tres meses, un año o todo. Cuando hay muchas mediciones dibuja medias. Los números están en una tabla debajo.

La [cronología](/timeline) lo muestra todo junto, día por día; con *Ir a un día* se vuelve atrás en ella.

## Cambiar, y qué decía antes

*Editar*, en la página de un dato, lo cambia. Se guardan todas las versiones: *Mostrar qué cambió* dice quién guardó qué y cuándo. Si otra persona guarda el mismo dato mientras usted escribe, verá las dos versiones y elegirá; no se pierde nada.

## Borrar, restaurar, eliminar para siempre

Un dato borrado sale de las listas y las aplicaciones ya no lo ven, pero se conserva. Justo después de borrar se ofrece *Deshacer*. Más tarde, quien cuida del historial lo encuentra con *Buscar y filtrar*, *Lo borrado*, y lo restaura o lo elimina con *Eliminar para siempre*: se van todas sus versiones y archivos, y no puede deshacerse.
`,
  de: `# Ihre Daten: Listen, Kurven und die Zeitleiste

Alles in einer Akte ist ein **Eintrag**: ein Messwert, ein Medikament, eine Erkrankung, ein Dokument. Der Name oben auf jeder Seite sagt, wessen Akte Sie ansehen; gibt es mehrere, wählen Sie dort eine andere.

## Hinzufügen

Wählen Sie *Eintrag hinzufügen* unter [Daten](/items) und dann, was es ist. Was leer bleiben darf, ist mit *freiwillig* bezeichnet. Zahlen gelten in der Einheit, die Sie daneben wählen. Stimmt etwas nicht, steht es beim Feld, und was Sie getippt haben, bleibt.

## Finden

[Daten](/items) zeigt die Einträge, die neuesten zuerst. Die Gruppen oben zeigen einen Teil davon. *Suchen und filtern* sucht nach Wörtern in dem, was die Liste zeigt, und in Notizen, auch nach Art, Zeitraum oder der App, von der ein Eintrag kam.

## Kurven und Zeitleiste

Arten mit Zahlen haben eine *Kurve*, über einen Monat, drei Monate, ein Jahr oder alles. Bei vielen Messwerten zeichnet sie Mittelwerte. Die Zahlen stehen in einer Tabelle darunter.

Die [Zeitleiste](/timeline) zeigt alles zusammen, Tag für Tag; *Zu einem Tag* führt darin zurück.

## Ändern, und was vorher da stand

*Bearbeiten* auf der Seite eines Eintrags ändert ihn. Jede Fassung bleibt erhalten: *Zeigen, was sich geändert hat* nennt, wer wann was gespeichert hat. Speichert jemand anders denselben Eintrag, während Sie schreiben, sehen Sie beide Fassungen und wählen; nichts geht verloren.

## Löschen, wiederherstellen, endgültig entfernen

Ein gelöschter Eintrag verschwindet aus den Listen, und Apps sehen ihn nicht mehr, aber er ist noch da. Gleich nach dem Löschen können Sie es *Rückgängig machen*. Später findet ihn, wer für die Akte sorgt, über *Suchen und filtern*, *Was gelöscht wurde*, und stellt ihn wieder her oder wählt *Endgültig entfernen*: Das nimmt alle Fassungen und Dateien mit und lässt sich nicht zurücknehmen.
`,
};
