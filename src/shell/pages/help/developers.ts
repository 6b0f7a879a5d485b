// Help: registering an application, seeing what it asks, and going live.
export const developersTexts = {
  en: `# For developers

Whoever has an account can register apps under [For developers](/develop), at the foot of each page. All types, vocabularies and methods are described in the [reference](/docs/).

## From nothing to a first call

1. *Create an app*: a name and a kind are enough.
2. Under *Online rules* and *Offline rules* say which kinds of item it wants, what for, and what it does with them. Online is while a person uses it; offline is at any time. People read your reason when they are asked.
3. Under *Certificates* upload one, or have the key made in your browser; then the vault never has it.
4. *Overview* has settings to copy for each kind of client.

In a sandbox the app works at once, and *Try it* makes a person with two years of data for it.

## Seeing what goes wrong

*Tracing* keeps the calls of your app for an hour, in memory only: what it asked, what it was told, what a status means and how to mend it. Secrets are always masked; in production, values of people too.

## Going live

In production a new app waits until an operator approves it. *Going live* lists what people and the operator look at, and asks for approval. Method groups beyond the basic ones are given by the operator, too. Once it is approved, a new name, logo, address, host or organisation, and rules that ask for more, wait for the operator while the app goes on as it was; what limits or explains it changes at once.

Your privacy statement and terms of use can lie at an address of yours, or here: under *Information*, *Logos, privacy statement, terms and more*. People are led to them where they are asked, in the [directory](/directory) and on the page of the app; of HTML they see the words.

Tick it under *Directory* to have your app listed there.
`,
  es: `# Para desarrolladores

Quien tiene una cuenta puede registrar aplicaciones en [Para desarrolladores](/develop), al pie de cada página. Todos los tipos, vocabularios y métodos están en la [referencia](/docs/).

## De nada a la primera llamada

1. *Crear una aplicación*: bastan un nombre y una clase.
2. En *Reglas en línea* y *Reglas sin conexión* diga qué tipos de datos quiere, para qué y qué hace con ellos. En línea es mientras una persona la usa; sin conexión, en cualquier momento. Las personas leen su motivo cuando se les pregunta.
3. En *Certificados* suba uno o haga crear la clave en su navegador; así la bóveda nunca la tiene.
4. *Resumen* tiene ajustes para copiar, para cada clase de cliente.

En un entorno de pruebas la aplicación funciona enseguida, y *Probar* crea para ella una persona con dos años de datos.

## Ver qué falla

*Seguimiento* guarda una hora las llamadas de su aplicación, solo en memoria: qué pidió, qué se le respondió, qué significa un estado y cómo arreglarlo. Los secretos van siempre tapados; en producción, también los valores de las personas.

## Publicar

En producción, una aplicación nueva espera hasta que un operador la aprueba. *Publicar* enumera lo que miran las personas y el operador, y pide la aprobación. Los grupos de métodos que no son los básicos también los da el operador. Una vez aprobada, un nombre, un logotipo, una dirección, un servidor o una organización nuevos, y reglas que piden más, esperan al operador mientras la aplicación sigue como estaba; lo que la limita o la explica cambia enseguida.

Su declaración de privacidad y sus condiciones de uso pueden estar en una dirección suya o aquí: en *Información*, *Logotipos, declaración de privacidad, condiciones y más*. Se llega a ellas desde donde se pregunta a las personas, el [directorio](/directory) y la página de la aplicación; del HTML se ven las palabras.

En *Directorio* puede marcar que su aplicación figure en él.
`,
  de: `# Für Entwickler

Wer ein Konto hat, kann unter [Für Entwickler](/develop), am Fuß jeder Seite, Apps anlegen. Alle Typen, Vokabulare und Methoden stehen in der [Referenz](/docs/).

## Vom Nichts zum ersten Aufruf

1. *App anlegen*: ein Name und eine Art genügen.
2. Unter *Online-Regeln* und *Offline-Regeln* sagen Sie, welche Arten von Einträgen sie will, wozu, und was sie damit tut. Online heißt, während jemand sie benutzt; offline jederzeit. Ihre Begründung lesen die Menschen, die gefragt werden.
3. Unter *Zertifikate* laden Sie eines hoch oder lassen den Schlüssel im Browser entstehen; dann hat der Tresor ihn nie.
4. *Überblick* hat Einstellungen zum Kopieren für jede Art von Client.

In einer Testumgebung arbeitet die App sofort, und *Ausprobieren* legt für sie eine Person mit Daten aus zwei Jahren an.

## Sehen, was schiefgeht

*Mitschnitt* bewahrt die Aufrufe Ihrer App eine Stunde lang, nur im Speicher: was sie gefragt hat, was ihr geantwortet wurde, was ein Status bedeutet und was dagegen hilft. Geheimnisse sind immer verdeckt, außerhalb von Testumgebungen auch Werte von Menschen.

## In Betrieb nehmen

Im echten Betrieb wartet eine neue App, bis ein Betreiber sie zulässt. *In Betrieb nehmen* nennt, worauf Menschen und Betreiber achten, und bittet um Zulassung. Auch Gruppen von Methoden über die grundlegenden hinaus gibt der Betreiber. Ist sie zugelassen, warten ein neuer Name, ein neues Logo, eine neue Adresse, ein Server oder eine Organisation und Regeln, die mehr verlangen, auf den Betreiber, und die App läuft weiter wie bisher; was sie begrenzt oder erklärt, ändert sich sofort.

Ihre Datenschutzerklärung und Ihre Nutzungsbedingungen können an einer Adresse von Ihnen liegen oder hier: unter *Angaben*, *Logos, Datenschutzerklärung, Bedingungen und mehr*. Menschen finden sie, wo sie gefragt werden, im [Verzeichnis](/directory) und auf der Seite der App; von HTML sehen sie die Worte.

Unter *Verzeichnis* kreuzen Sie an, ob Ihre App darin stehen soll.
`,
};
