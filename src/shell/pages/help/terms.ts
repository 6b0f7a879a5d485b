// The terms that stand until the operator writes some.
export const termsTexts = {
  en: `# Terms of use

*Whoever runs this vault sets its terms. These come with Keepwell; the operator may replace them.*

- The vault is for health data of yourself and of people you may act for.
- You must be at least 13 years old to have an account.
- Keep what you sign in with to yourself.
- Apps are made by others. Whoever makes an app answers for it; look at its own terms and privacy statement before you allow it.
- The vault does not give medical advice and does not replace a doctor. In an emergency call your local emergency number.
- You can take your data away and delete your account at any time.
`,
  es: `# Condiciones de uso

*Quien gestiona esta bóveda fija sus condiciones. Estas acompañan a Keepwell; el operador puede sustituirlas.*

- La bóveda es para datos de salud suyos y de personas por las que puede actuar.
- Debe tener al menos 13 años para tener una cuenta.
- Guarde para usted aquello con lo que inicia sesión.
- Las aplicaciones las hacen otros. Quien hace una aplicación responde de ella; mire sus condiciones y su declaración de privacidad antes de permitirla.
- La bóveda no da consejos médicos y no sustituye a un médico. En una emergencia llame al número de emergencias de su zona.
- Puede llevarse sus datos y eliminar su cuenta cuando quiera.
`,
  de: `# Nutzungsbedingungen

*Wer diesen Tresor betreibt, bestimmt seine Bedingungen. Diese kommen mit Keepwell; der Betreiber kann sie ersetzen.*

- Der Tresor ist für Gesundheitsdaten von Ihnen selbst und von Menschen, für die Sie handeln dürfen.
- Für ein Konto müssen Sie mindestens 13 Jahre alt sein.
- Behalten Sie für sich, womit Sie sich anmelden.
- Apps stammen von anderen. Wer eine App herstellt, steht für sie ein; sehen Sie sich ihre Bedingungen und ihre Datenschutzerklärung an, bevor Sie sie zulassen.
- Der Tresor gibt keinen medizinischen Rat und ersetzt keine ärztliche Hilfe. Im Notfall rufen Sie den örtlichen Notruf.
- Sie können Ihre Daten jederzeit mitnehmen und Ihr Konto löschen.
`,
};
