// The words of what is wrong with what people type about themselves.
import type { checkWords as english } from '../../en/accounts/check.ts';

export const checkWords: typeof english = {
  noName: 'Geben Sie Ihren Namen ein.',
  noPasskeyName: 'Geben Sie dem Passkey einen Namen.',
  longName: max => `Höchstens ${max} Zeichen.`,
  badName: 'Ein Name darf weder < noch > noch Steuerzeichen enthalten.',
  addressInName: 'In einem Namen steht keine Webadresse: Lassen Sie weg, was mit http: oder www. beginnt.',
  noEmail: 'Geben Sie Ihre E-Mail-Adresse ein.',
  badEmail: 'Geben Sie eine E-Mail-Adresse wie name@example.org ein.',
  trialEmail:
    'Adressen bei keepwell.invalid sind für Konten, die den Tresor nur ausprobieren. Geben Sie eine eigene ein.',
  noPassword: 'Wählen Sie ein Passwort.',
  shortPassword: min => `Mindestens ${min} Zeichen.`,
  longPassword: max => `Höchstens ${max} Zeichen.`,
  passwordHint: min =>
    `Mindestens ${min} Zeichen. Ein paar Wörter ohne Zusammenhang merkt man sich leicht und errät man schwer.`,
  better: 'Ein paar Wörter ohne Zusammenhang ergeben ein gutes.',
  weak: {
    common: 'Dieses Passwort ist leicht zu erraten: Viele benutzen es oder ein sehr ähnliches.',
    pattern: 'Dieses Passwort ist leicht zu erraten: Seine Tasten liegen nebeneinander.',
    repeat: 'Dieses Passwort ist leicht zu erraten: Es wiederholt sich.',
    sequence: 'Dieses Passwort ist leicht zu erraten: Es ist eine Reihe von Buchstaben oder Ziffern.',
    date: 'Dieses Passwort ist leicht zu erraten: Daten und Jahre werden früh probiert.',
    name: 'Dieses Passwort ist leicht zu erraten: Namen werden früh probiert.',
    own: 'Wählen Sie ein Passwort, das nicht Ihr Name oder Ihre E-Mail-Adresse ist oder daraus besteht.',
    word: 'Dieses Passwort ist leicht zu erraten: Es ist ein einzelnes Wort.',
    other: 'Dieses Passwort ist leicht zu erraten.',
  },
  noBirthDate: 'Geben Sie den Tag ein, an dem Sie geboren sind.',
  badBirthDate: 'Geben Sie ein Datum wie 1984-05-31 ein.',
  noCountry: 'Wählen Sie das Land, in dem Sie leben.',
};
