// Help: what applications may do, and how to take it back.
export const appsTexts = {
  en: `# Apps and what they may do

No app sees anything before you allow it. When an app asks, the page shows **who asks**, **for which record**, **which kinds of item** it wants to see, add, change or delete, and **why**. It also shows how many such items the record holds now, and the newest few: exactly what you would give.

## While you use it, or at any time

Some of what an app asks for holds only *while you use it*: that ends when you sign out. The rest holds *at any time*, so that a scale can store your weight while you are away.

## All or none, and what is up to you

What an app cannot work without belongs together: it gets all of it or nothing. What it could do without is listed apart, and you tick what you like.

## Taking it back

Under [Apps](/apps) you see every app that has access to the record, what it may do, and since when. Take back access there at any time. The app keeps what it has copied before; ask its makers to delete that.

## When an app asks for more

An app never gains rights by itself. If its makers change what it asks for, you are asked again, and shown only what is new.
`,
  es: `# Las aplicaciones y lo que pueden hacer

Ninguna aplicación ve nada antes de que usted lo permita. Cuando una lo pide, la página muestra **quién lo pide**, **para qué historial**, **qué tipos de datos** quiere ver, añadir, cambiar o borrar, y **por qué**. También muestra cuántos datos de ese tipo hay ahora en el historial y los más recientes: exactamente lo que usted daría.

## Mientras la usa, o en cualquier momento

Una parte vale solo *mientras la usa*: termina cuando cierra la sesión. El resto vale *en cualquier momento*, para que una báscula pueda guardar su peso mientras usted no está.

## Todo o nada, y lo que usted elige

Lo que la aplicación necesita para funcionar va junto: lo recibe todo o nada. Lo demás está aparte, y usted marca lo que quiera.

## Retirar el acceso

En [Aplicaciones](/apps) ve cada aplicación con acceso al historial, qué puede hacer y desde cuándo. Allí puede retirar el acceso cuando quiera. La aplicación conserva lo que ya haya copiado; pida a sus creadores que lo borren.

## Cuando una aplicación pide más

Una aplicación nunca gana derechos por sí misma. Si sus creadores cambian lo que pide, se le pregunta de nuevo y se muestra solo lo nuevo.
`,
  de: `# Apps und was sie dürfen

Keine App sieht etwas, bevor Sie es erlauben. Wenn eine fragt, zeigt die Seite, **wer fragt**, **für welche Akte**, **welche Arten von Einträgen** sie sehen, hinzufügen, ändern oder löschen will, und **warum**. Sie zeigt auch, wie viele solche Einträge die Akte jetzt enthält, und die neuesten davon: genau das, was Sie geben würden.

## Während Sie sie benutzen, oder jederzeit

Manches gilt nur, *während Sie die App benutzen*: Es endet, wenn Sie sich abmelden. Das Übrige gilt *jederzeit*, damit eine Waage Ihr Gewicht auch speichern kann, wenn Sie nicht da sind.

## Alles oder nichts, und was Ihnen freisteht

Was eine App unbedingt braucht, gehört zusammen: Sie bekommt alles oder nichts davon. Was sie entbehren kann, steht für sich, und Sie kreuzen an, was Sie möchten.

## Zurücknehmen

Unter [Apps](/apps) sehen Sie jede App mit Zugriff auf die Akte, was sie darf und seit wann. Dort nehmen Sie den Zugriff jederzeit zurück. Was die App vorher kopiert hat, behält sie; bitten Sie ihre Hersteller, es zu löschen.

## Wenn eine App mehr will

Eine App gewinnt nie von selbst Rechte hinzu. Ändern ihre Hersteller, was sie verlangt, werden Sie neu gefragt und sehen nur, was neu ist.
`,
};
