// Help: what those who run the vault can see and do.
export const operatorsTexts = {
  en: `# For those who run this vault

Operators find *Run this vault* on their [account](/account) page. The first account of a vault is an operator, and names others. On the machine itself, \`keepwell operator add\` does so too. Whom you name needs an account and, where a mail server is set, a confirmed e-mail address; the command does not ask for that. The last operator can delete the account only where nobody else has one; once it is gone for good, the oldest account that came meanwhile runs the vault.

## What you see, and what not

- **Overview**: how the vault is set up and how much is used. Settings are changed in the settings file and hold after a restart.
- **People**: accounts, their state, and how much room they use. Never what is in a record, nor the names of records.
- **Apps**: those that wait for you, with what they ask for, and those that nobody configures any more.
- **Deliveries and mail**: what could not be sent, and why.
- **Operators**: who they are, and what they did.

## What you can do

*Suspend* an account: the person is signed out everywhere, and apps can do nothing for them. No data is lost, and you can take it back. *Approve* or *Refuse* an app. Try deliveries and mail again, or forget deliveries that were given up.

What you do is noted, and other operators can read it. You cannot take the office from yourself: another operator has to do that.

## Your own texts

Put Markdown files into the folder \`help\` of the data folder to replace these pages, for example \`privacy.md\` and \`terms.md\`, or \`privacy.de.md\` for one language.
`,
  es: `# Para quienes gestionan esta bóveda

Los operadores encuentran *Gestionar la instalación* en la página de su [cuenta](/account). La primera cuenta de una bóveda es de operador y nombra a otros. En la propia máquina también lo hace \`keepwell operator add\`. A quien nombre le hace falta una cuenta y, donde hay un servidor de correo, una dirección confirmada; la orden no pide esto último. El último operador solo puede borrar su cuenta donde nadie más tiene una; cuando desaparece del todo, la cuenta más antigua de las que llegaron entretanto gestiona la bóveda.

## Qué ve y qué no

- **Resumen**: cómo está configurada la bóveda y cuánto se usa. Los ajustes se cambian en el archivo de ajustes y valen tras reiniciar.
- **Personas**: las cuentas, su estado y cuánto espacio usan. Nunca lo que hay en un historial, ni los nombres de los historiales.
- **Aplicaciones**: las que le esperan, con lo que piden, y las que ya nadie configura.
- **Entregas y correo**: qué no pudo enviarse y por qué.
- **Operadores**: quiénes son y qué hicieron.

## Qué puede hacer

Suspender una cuenta: la persona queda fuera en todas partes y las aplicaciones no pueden hacer nada por ella. No se pierde ningún dato y puede volverse atrás. Aprobar o rechazar una aplicación. Intentar de nuevo entregas y correo, u olvidar entregas que se abandonaron.

Lo que haga queda anotado y lo pueden leer otros operadores. No puede quitarse el cargo a sí mismo: tiene que hacerlo otro operador.

## Sus propios textos

Ponga archivos Markdown en la carpeta \`help\` de la carpeta de datos para sustituir estas páginas, por ejemplo \`privacy.md\` y \`terms.md\`, o \`privacy.es.md\` para un idioma.
`,
  de: `# Für die, die diesen Tresor betreiben

Betreiber finden *Dienst betreiben* auf der Seite ihres [Kontos](/account). Das erste Konto eines Tresors gehört einem Betreiber, und der benennt weitere. Auf der Maschine selbst geht das auch mit \`keepwell operator add\`. Wen Sie benennen, braucht ein Konto und, wo ein Mailserver eingestellt ist, eine bestätigte E-Mail-Adresse; der Befehl verlangt diese nicht. Der letzte Betreiber kann sein Konto nur löschen, wo sonst niemand eines hat; ist es endgültig weg, betreibt das älteste Konto, das inzwischen dazukam, den Tresor.

## Was Sie sehen und was nicht

- **Überblick**: wie der Tresor eingestellt ist und wie viel genutzt wird. Einstellungen werden in der Einstellungsdatei geändert und gelten nach einem Neustart.
- **Personen**: die Konten, ihr Zustand und wie viel Platz sie nutzen. Nie, was in einer Akte steht, auch nicht die Namen der Akten.
- **Apps**: die auf Sie warten, mit dem, was sie verlangen, und die niemand mehr einrichtet.
- **Zustellung und Post**: was nicht gesendet werden konnte, und warum.
- **Betreiber**: wer sie sind und was sie getan haben.

## Was Sie tun können

Ein Konto sperren: Die Person ist überall abgemeldet, und Apps können nichts für sie tun. Es geht nichts verloren, und Sie können es zurücknehmen. Eine App zulassen oder ablehnen. Zustellungen und Post noch einmal versuchen oder aufgegebene Zustellungen vergessen.

Was Sie tun, wird festgehalten, und andere Betreiber können es lesen. Sich selbst können Sie das Amt nicht nehmen: Das muss ein anderer Betreiber tun.

## Eigene Texte

Legen Sie Markdown-Dateien in den Ordner \`help\` des Datenordners, um diese Seiten zu ersetzen, zum Beispiel \`privacy.md\` und \`terms.md\`, oder \`privacy.de.md\` für eine Sprache.
`,
};
