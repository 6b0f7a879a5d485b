// The words of signing in: password, passkey, codes, providers, forgotten passwords.
import type { signInWords as english } from '../../en/accounts/sign-in.ts';

export const signInWords: typeof english = {
  title: 'Anmelden',
  again:
    'Melden Sie sich an, um da weiterzumachen, wo Sie waren. Vielleicht wurden Sie in einem anderen Tab abgemeldet, oder weil die Anmeldung lange her ist.',
  unsavedTitle: 'Sie sind abgemeldet',
  unsaved:
    'Sie wurden abgemeldet, bevor dies gespeichert war. Nichts ist verloren: Melden Sie sich in einem neuen Tab an, kommen Sie in diesen zurück, und machen Sie hier weiter.',
  signInThere: 'In einem neuen Tab anmelden',
  goOn: 'Ich bin angemeldet: weiter',
  unkept:
    'Sie wurden abgemeldet, bevor dies gespeichert war. Dateien und Angaben zum Konto lassen sich nicht aufbewahren: Melden Sie sich an, und senden Sie es noch einmal.',
  doneTitle: 'Sie sind angemeldet',
  done: 'Gehen Sie zurück in den Tab, in dem Sie waren, und machen Sie dort weiter. Diesen können Sie schließen.',
  purpose: ['Um weiterzugehen zu', '.'],
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  noEmail: 'Geben Sie Ihre E-Mail-Adresse ein.',
  noPassword: 'Geben Sie Ihr Passwort ein.',
  wrong:
    'E-Mail-Adresse und Passwort passen nicht zusammen. Prüfen Sie beides und versuchen Sie es noch einmal.',
  tooMany: wait =>
    `Zu viele Versuche. Zur Sicherheit gibt es nach vielen Versuchen eine Pause. Warten Sie ${wait} und versuchen Sie es dann noch einmal.`,
  tooManyPasswords: wait =>
    `Zu viele Versuche bei diesem Konto oder von hier aus, vielleicht von jemand anderem. Warten Sie ${wait}, oder melden Sie sich anders an: mit einem Passkey, mit einem neuen Passwort über „Passwort vergessen?“ oder mit einem Ersatzcode.`,
  tooManyCodes: wait =>
    `Zu viele falsche Codes für dieses Konto, vielleicht von jemand anderem, der Ihr Passwort kennt. Warten Sie ${wait}, oder melden Sie sich in einem Browser an, in dem Sie schon angemeldet waren, mit einem Passkey oder mit einem Ersatzcode. Ändern Sie dann Ihr Passwort.`,
  suspendedTitle: 'Dieses Konto ist gesperrt',
  suspended:
    'Wer diesen Tresor betreibt, hat es gesperrt: Niemand kann sich dort anmelden. Ein neues Passwort ändert nichts. Fragen Sie dort nach.',
  usePasskey: 'Passkey benutzen',
  orPassword: 'Oder mit Ihrem Passwort',
  passkeyNotUsed: 'Das hat nicht geklappt. Versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.',
  passkeyNotMade: 'Es wurde kein Passkey gemacht. Versuchen Sie es noch einmal oder wählen Sie ein Passwort.',
  wrongPasskey:
    'Dieser Passkey gehört zu keinem Konto hier, oder die Seite war zu lange offen. Versuchen Sie es noch einmal.',
  withProvider: label => `Weiter mit ${label}`,
  forgotten: 'Passwort vergessen?',
  lost: 'Telefon oder Passkey verloren?',
  newHere: 'Neu hier?',
  createAccount: 'Konto anlegen',
  codeTitle: 'Geben Sie Ihren Code ein',
  codeLead: 'Das Passwort stimmt. Ihr Konto verlangt auch einen Code.',
  code: 'Code',
  codeHint: 'Sechs Ziffern aus Ihrer App oder einer Ihrer Ersatzcodes.',
  noCode: 'Geben Sie einen Code ein.',
  wrongCode: 'Dieser Code ist falsch oder wurde schon benutzt. Warten Sie auf den nächsten.',
  tooOld: 'Das hat zu lange gedauert. Melden Sie sich noch einmal an.',
  continue: 'Weiter',
  recoveryTitle: 'Ersatzcode benutzen',
  recoveryLead:
    'Jeder der Codes, die Sie gedruckt haben, gilt einmal, statt des Passkeys oder der App auf dem Telefon.',
  recoveryCode: 'Ersatzcode',
  recoveryPasswordHint: 'Lassen Sie es leer, wenn Ihr Konto keines hat.',
  wrongRecovery: 'Die Angaben passen nicht zusammen. Prüfen Sie alle und versuchen Sie es noch einmal.',
  forgottenTitle: 'Neues Passwort setzen',
  forgottenLead:
    'Wir schicken Ihnen einen Link, der ein neues Passwort setzt. Das geht auch bei Konten ohne Passwort.',
  sendLink: 'Link schicken',
  sentTitle: 'Sehen Sie in Ihre Mail',
  sentText: email =>
    `Wenn ${email} hier ein Konto hat, ist eine Mail mit einem Link unterwegs. Es kann ein paar Minuten dauern.`,
  noMail:
    'Dieser Tresor verschickt keine Mail. Bitten Sie, wer ihn betreibt, einen Mailserver einzurichten, oder benutzen Sie einen Ersatzcode.',
  resetTitle: 'Wählen Sie ein neues Passwort',
  newPassword: 'Neues Passwort',
  setPassword: 'Passwort setzen',
  waysEnding:
    'Diese Wege zur Anmeldung sind von vor der Bestätigung dieser Adresse, vielleicht von jemand anderem. Sie enden, wenn Sie das Passwort setzen:',
  waysStaying: 'Andere Wege zur Anmeldung bleiben. Wählen Sie, welche auch enden sollen.',
  waysKept: ways => `In jedem Fall bleiben: ${ways}.`,
  ways: {
    passkey: 'Passkey',
    identity: 'Konto',
    codes: 'Codes aus einer App',
    'recovery codes': 'Ersatzcodes',
  },
  passwordSet: 'Ihr Passwort ist gesetzt. Melden Sie sich damit an.',
  goneTitle: 'Dieser Link gilt nicht mehr',
  gone: 'Links in Mails gelten einmal, einen Tag lang. Fordern Sie einen neuen an.',
  confirmTitle: 'Bestätigen Sie Ihre Adresse',
  confirmText: email => `Ist ${email} Ihre E-Mail-Adresse?`,
  confirmElsewhere: email =>
    `Es geht um ein Konto, das in einem anderen Browser angelegt oder geändert wurde: ${email} würde seine Adresse. Ist es Ihres, öffnen Sie den Link dort, oder geben Sie dort auf der Kontoseite den Code aus der Mail ein. Haben Sie nicht darum gebeten, tun Sie nichts.`,
  confirm: 'Bestätigen',
  confirmed: 'Ihre E-Mail-Adresse ist bestätigt.',
  cameBack: 'Willkommen zurück. Ihr Konto wird nicht gelöscht.',
  provider: label => `Weiter zu ${label}`,
  providerFailed: label => `Die Anmeldung mit ${label} hat nicht geklappt`,
  providerFailedText:
    'Es wurde nichts geändert. Gehen Sie zurück und versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.',
  providerRefused: label => `${label} hat Sie nicht angemeldet.`,
  providerTaken: label => `Dieses Konto bei ${label} ist hier mit einem anderen verknüpft.`,
  providerLinked: label => `Sie können sich jetzt mit ${label} anmelden.`,
};
