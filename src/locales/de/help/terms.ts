// The terms that stand until the operator writes some.
export const termsHelp: string = `# Nutzungsbedingungen

*Wer diesen Tresor betreibt, bestimmt seine Bedingungen. Diese kommen mit Keepwell; der Betreiber kann sie ersetzen.*

- Der Tresor ist für Gesundheitsdaten von Ihnen selbst und von Menschen, für die Sie handeln dürfen.
- Für ein Konto müssen Sie mindestens 13 Jahre alt sein.
- Behalten Sie für sich, womit Sie sich anmelden.
- Apps stammen von anderen. Wer eine App herstellt, steht für sie ein; sehen Sie sich ihre Bedingungen und ihre Datenschutzerklärung an, bevor Sie sie zulassen.
- Der Tresor gibt keinen medizinischen Rat und ersetzt keine ärztliche Hilfe. Im Notfall rufen Sie den örtlichen Notruf.
- Sie können Ihre Daten jederzeit mitnehmen und Ihr Konto löschen.
`;
