// Help: how people share a record.
export const sharingHelp: string = `# Eine Akte mit jemandem teilen

Als Verwalter einer Akte können Sie jemanden per E-Mail dazu einladen: unter [Akten](/records) die Akte wählen, dann *Teilen*.

## Was Sie wählen

- **Was die Person darf**: nur ansehen, oder auch hinzufügen und ändern, oder für die Akte sorgen wie Sie selbst (Verwalter).
- **Was sie sieht**: alles, oder nur einige Arten von Einträgen.
- **Bis wann**: ohne Ende, oder bis zu einem Tag, den Sie nennen.

## Die PIN

Die Seite zeigt Ihnen eine PIN. Sagen Sie sie der Person selbst, zum Beispiel am Telefon; in der E-Mail steht sie nicht. So öffnet eine verirrte E-Mail nichts. Nach einigen falschen Versuchen endet die Einladung, und Sie können eine neue senden.

## Beenden

Wer Zugriff hat und was er darf, steht auf derselben Seite. Ändern oder beenden Sie es jederzeit. Die Apps der Person verlieren ihren Zugriff damit auch und müssen neu fragen, wenn Sie wieder teilen.
`;
