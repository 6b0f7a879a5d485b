// The words of signing up.
import type { signUpWords as english } from '../../en/accounts/sign-up.ts';

export const signUpWords: typeof english = {
  title: 'Konto anlegen',
  name: 'Ihr Name',
  email: 'E-Mail-Adresse',
  emailHint: 'Damit melden Sie sich an.',
  password: 'Passwort',
  birthDate: 'Geburtsdatum',
  birthDateHint: 'Ein Konto bekommt, wer mindestens 13 ist.',
  country: 'Land',
  record: 'Meine eigene Gesundheitsakte anlegen',
  recordHint: 'Akten für Ihre Familie können Sie später hinzufügen.',
  create: 'Mein Konto anlegen',
  passkeyTitle: 'Kein Passwort zu merken',
  passkeyText: 'Mit einem Passkey melden Sie sich durch Fingerabdruck, Gesicht oder Geräte-PIN an.',
  withPasskey: 'Weiter mit einem Passkey',
  orPassword: 'Oder wählen Sie ein Passwort',
  vouched: label => `Sie melden sich mit ${label} an.`,
  haveAccount: 'Haben Sie ein Konto?',
  signIn: 'Anmelden',
  taken: 'Mit dieser Adresse gibt es schon ein Konto. Melden Sie sich an.',
  tooManyAccounts: wait =>
    `In der letzten Stunde wurden aus Ihrem Netz, oder insgesamt, so viele Konten angelegt, wie erlaubt ist. Warten Sie ${wait} und versuchen Sie es dann wieder.`,
  tooYoung:
    'Ein Konto bekommt, wer mindestens 13 ist. Ein Elternteil kann in seinem Konto eine Akte für Sie führen.',
  stepTitle: 'Machen Sie Ihren Passkey',
  stepText:
    'Ihr Browser fragt nun, wo er liegen soll: auf diesem Gerät, auf dem Telefon oder auf einem Sicherheitsschlüssel.',
  make: 'Passkey machen',
  noPasskeys:
    'Passkeys brauchen einen heutigen Browser, in dem Skripte laufen. Wählen Sie hier stattdessen ein Passwort.',
  insteadTitle: 'Stattdessen ein Passwort wählen',
  notMade: 'Der Passkey ließ sich nicht prüfen. Versuchen Sie es noch einmal oder wählen Sie ein Passwort.',
  sentTitle: 'Sehen Sie in Ihre Mail',
  sentText: email =>
    `Wir haben eine Mail an ${email} geschickt. Öffnen Sie den Link darin, um weiterzugehen. Es kann ein paar Minuten dauern.`,
  finishTitle: 'Konto fertig anlegen',
  finishText: email => `Mit diesem Schritt ist Ihre Adresse ${email} bestätigt.`,
  finishElsewhere:
    'Sie haben den Link in einem anderen Browser geöffnet als dem, in dem Sie begonnen haben. Damit sich niemand sonst bei Ihrem Konto anmelden kann, wählen Sie hier ein Passwort; was dort gewählt wurde, gilt nicht.',
  tooLate: 'Mit dieser Adresse gibt es inzwischen ein Konto. Melden Sie sich an.',
  closedTitle: 'Keine neuen Konten',
  closed: 'Hier können zurzeit keine Konten angelegt werden. Fragen Sie, wer diesen Tresor betreibt.',
  code: 'Anmeldecode',
  codeHint:
    '20 Ziffern, von der App oder von dem, der diesen Tresor betreibt. Lassen Sie es leer, wenn Sie unter Ihrer E-Mail-Adresse eingeladen wurden.',
  codeWrong:
    'Geben Sie einen Anmeldecode ein, oder die E-Mail-Adresse, an die eine Einladung ging. Ein Code, den es nicht gibt, der benutzt wurde oder abgelaufen ist, gilt nicht: Bitten Sie um einen neuen.',
};
