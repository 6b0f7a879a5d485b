// Help: files, taking a record along, messages, and who did what.
export const filesTexts = {
  en: `# Files, downloads, messages and activity

All of these are on the page of a record, under [Records](/records).

## Adding a file

[Add a file](/upload) takes a letter, a picture or a scan; the page names the largest size. The file becomes an item of the record, from which it can be downloaded again.

## Downloading everything

[Download everything](/export) makes one zip file of all you may see in the record: a page to start from, every item as XML, and what it was before it was changed; for each kind a JSON file and a CSV file, which spreadsheets open; and all files. It is not encrypted, so keep it where nobody else can open it, and think of the earlier versions before you pass it on. Deleted items are not in it.

## Messages

[Messages](/messages) are mail that apps put into the record, for example from a doctor’s practice. They can be read here, but not answered.

## Activity

[Activity](/activity) lists who added, changed, deleted or downloaded something, which app was let in or sent away, and when; below, how much each app has read. Whoever looks after the record sees all of it; others see what they did themselves, and the apps they let in.
`,
  es: `# Archivos, descargas, mensajes y actividad

Todo esto está en la página de un historial, en [Historiales](/records).

## Añadir un archivo

[Añadir un archivo](/upload) acepta una carta, una imagen o un documento escaneado; la página dice el tamaño máximo. El archivo pasa a ser un dato del historial, del que puede descargarse de nuevo.

## Descargarlo todo

[Descargarlo todo](/export) hace un archivo zip con todo lo que usted puede ver del historial: una página para empezar, cada dato como XML, y lo que era antes de cada cambio; por cada tipo un archivo JSON y uno CSV, que abren las hojas de cálculo; y todos los archivos. No está cifrado: guárdelo donde nadie más pueda abrirlo, y piense en las versiones anteriores antes de darlo a alguien. Los datos borrados no están en él.

## Mensajes

Los [mensajes](/messages) son correo que las aplicaciones ponen en el historial, por ejemplo de una consulta médica. Aquí se leen, pero no se responden.

## Actividad

[Actividad](/activity) dice quién añadió, cambió, borró o descargó algo, qué aplicación entró o salió y cuándo; debajo, cuánto ha leído cada aplicación. Quien cuida del historial lo ve todo; los demás ven lo que hicieron ellos mismos y las aplicaciones que dejaron entrar.
`,
  de: `# Dateien, Herunterladen, Nachrichten und Aktivität

Alles davon steht auf der Seite einer Akte, unter [Akten](/records).

## Eine Datei hinzufügen

[Datei hinzufügen](/upload) nimmt einen Brief, ein Bild oder einen Scan; die Seite nennt, wie groß er sein darf. Die Datei wird ein Eintrag der Akte, von dem sie sich wieder herunterladen lässt.

## Alles herunterladen

[Alles herunterladen](/export) macht eine Zip-Datei aus allem, was Sie in der Akte sehen dürfen: eine Seite zum Anfangen, jeden Eintrag als XML, und was er vor jeder Änderung war; zu jeder Art eine JSON-Datei und eine CSV-Datei für Tabellenprogramme; und alle Dateien. Sie ist nicht verschlüsselt: Heben Sie sie auf, wo kein anderer sie öffnen kann, und denken Sie an die früheren Fassungen, bevor Sie sie weitergeben. Gelöschte Einträge sind nicht darin.

## Nachrichten

[Nachrichten](/messages) sind Post, die Apps in die Akte legen, zum Beispiel aus einer Arztpraxis. Hier kann man sie lesen, aber nicht beantworten.

## Aktivität

[Aktivität](/activity) nennt, wer etwas hinzugefügt, geändert, gelöscht oder heruntergeladen hat, welche App hereingelassen oder ausgeschlossen wurde, und wann; darunter, wie viel jede App gelesen hat. Wer für die Akte sorgt, sieht alles; andere sehen, was sie selbst getan haben, und die Apps, die sie hereingelassen haben.
`,
};
