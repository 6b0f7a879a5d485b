// Help: what applications may do, and how to take it back.
export const appsHelp: string = `# Apps und was sie dürfen

Keine App sieht etwas, bevor Sie es erlauben. Wenn eine fragt, zeigt die Seite, **wer fragt**, **für welche Akte**, **welche Arten von Einträgen** sie sehen, hinzufügen, ändern oder löschen will, und **warum**. Sie zeigt auch, wie viele solche Einträge die Akte jetzt enthält, und die neuesten davon: genau das, was Sie geben würden.

## Während Sie sie benutzen, oder jederzeit

Manches gilt nur, *während Sie die App benutzen*: Es endet, wenn Sie sich abmelden. Das Übrige gilt *jederzeit*, damit eine Waage Ihr Gewicht auch speichern kann, wenn Sie nicht da sind.

## Alles oder nichts, und was Ihnen freisteht

Was eine App unbedingt braucht, gehört zusammen: Sie bekommt alles oder nichts davon. Was sie entbehren kann, steht für sich, und Sie kreuzen an, was Sie möchten.

## Zurücknehmen

Unter [Apps](/apps) sehen Sie jede App mit Zugriff auf die Akte, was sie darf und seit wann. Dort nehmen Sie den Zugriff jederzeit zurück. Was die App vorher kopiert hat, behält sie; bitten Sie ihre Hersteller, es zu löschen.

## Wenn eine App mehr will

Eine App gewinnt nie von selbst Rechte hinzu. Ändern ihre Hersteller, was sie verlangt, werden Sie neu gefragt und sehen nur, was neu ist.
`;
