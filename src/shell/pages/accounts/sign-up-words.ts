// The words of signing up.
import { words } from '../../../locales/language.ts';

export const signUpWords = words({
  en: {
    title: 'Create an account',
    name: 'Your name',
    email: 'E-mail address',
    emailHint: 'You sign in with it.',
    password: 'Password',
    birthDate: 'Date of birth',
    birthDateHint: 'Account holders are 13 or older.',
    country: 'Country',
    record: 'Create my own health record',
    recordHint: 'You can add records for your family later.',
    create: 'Create my account',
    passkeyTitle: 'No password to remember',
    passkeyText: 'A passkey signs you in by your fingerprint, your face or the PIN of your device.',
    withPasskey: 'Continue with a passkey',
    orPassword: 'Or choose a password',
    vouched: (label: string) => `You will sign in with ${label}.`,
    haveAccount: 'Have an account?',
    signIn: 'Sign in',
    taken: 'There is an account with this e-mail address already. Sign in instead.',
    tooManyAccounts: (wait: string) =>
      `As many accounts as may be in an hour were opened from your network, or in all. Try again in ${wait}.`,
    tooYoung: 'You must be 13 or older to have an account. A parent can keep a record for you in theirs.',
    stepTitle: 'Make your passkey',
    stepText: 'Your browser now asks where to keep it: on this device, on your phone, or on a security key.',
    make: 'Make a passkey',
    noPasskeys: 'Passkeys need a browser of today with script turned on. Choose a password here instead.',
    insteadTitle: 'Choose a password instead',
    notMade: 'The passkey could not be checked. Try again, or choose a password.',
    sentTitle: 'Look into your mail',
    sentText: (email: string) =>
      `We sent a mail to ${email}. Open the link in it to go on. It may take a few minutes.`,
    finishTitle: 'Finish your account',
    finishText: (email: string) => `Your address ${email} is confirmed with this step.`,
    finishElsewhere:
      'You opened the link in another browser than the one you began in. So that nobody else can sign in to your account, choose a password here; what was chosen there does not count.',
    tooLate: 'There is an account with this address by now. Sign in instead.',
    closedTitle: 'No new accounts',
    closed: 'Accounts cannot be created here at the moment. Ask whoever runs this vault.',
    code: 'Sign-up code',
    codeHint:
      '20 digits, from the app or from whoever runs this vault. Leave it empty if an invitation was mailed to your e-mail address.',
    codeWrong:
      'Enter a sign-up code, or the e-mail address that an invitation was mailed to. A code that is not known, has been used or has expired does not work: ask for a new one.',
  },
  es: {
    title: 'Crear una cuenta',
    name: 'Su nombre',
    email: 'Correo electrónico',
    emailHint: 'Con él inicia sesión.',
    password: 'Contraseña',
    birthDate: 'Fecha de nacimiento',
    birthDateHint: 'Para tener una cuenta hay que haber cumplido 13 años.',
    country: 'País',
    record: 'Crear mi propio historial de salud',
    recordHint: 'Más adelante puede añadir historiales para su familia.',
    create: 'Crear mi cuenta',
    passkeyTitle: 'Sin contraseña que recordar',
    passkeyText: 'Con una llave de acceso inicia sesión con la huella, la cara o el PIN de su dispositivo.',
    withPasskey: 'Continuar con una llave de acceso',
    orPassword: 'O elija una contraseña',
    vouched: (label: string) => `Iniciará sesión con ${label}.`,
    haveAccount: '¿Ya tiene una cuenta?',
    signIn: 'Iniciar sesión',
    taken: 'Ya hay una cuenta con este correo. Inicie sesión.',
    tooManyAccounts: (wait: string) =>
      `En la última hora se han creado desde su red, o en total, todas las cuentas que se permiten. Inténtelo dentro de ${wait}.`,
    tooYoung:
      'Para tener una cuenta hay que haber cumplido 13 años. Un padre o una madre puede llevar su historial en la suya.',
    stepTitle: 'Cree su llave de acceso',
    stepText:
      'El navegador le pregunta ahora dónde guardarla: en este dispositivo, en el teléfono o en una llave de seguridad.',
    make: 'Crear una llave de acceso',
    noPasskeys:
      'Las llaves de acceso necesitan un navegador actual con scripts activados. Elija aquí una contraseña.',
    insteadTitle: 'Elegir una contraseña',
    notMade: 'No se ha podido comprobar la llave de acceso. Inténtelo de nuevo o elija una contraseña.',
    sentTitle: 'Mire su correo',
    sentText: (email: string) =>
      `Hemos enviado un correo a ${email}. Abra el enlace que contiene para seguir. Puede tardar unos minutos.`,
    finishTitle: 'Termine su cuenta',
    finishText: (email: string) => `Con este paso queda confirmada su dirección ${email}.`,
    finishElsewhere:
      'Ha abierto el enlace en otro navegador que aquel en el que empezó. Para que nadie más pueda entrar en su cuenta, elija aquí una contraseña; lo elegido allí no cuenta.',
    tooLate: 'Mientras tanto ya hay una cuenta con esta dirección. Inicie sesión.',
    closedTitle: 'No se admiten cuentas nuevas',
    closed: 'Por ahora no se pueden crear cuentas aquí. Pregunte a quien administra esta bóveda.',
    code: 'Código de registro',
    codeHint:
      '20 cifras, de la aplicación o de quien administra esta bóveda. Déjelo vacío si le enviaron una invitación a su correo.',
    codeWrong:
      'Escriba un código de registro, o el correo al que le enviaron una invitación. Un código que no existe, ya se ha usado o ha caducado no sirve: pida uno nuevo.',
  },
  de: {
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
    vouched: (label: string) => `Sie melden sich mit ${label} an.`,
    haveAccount: 'Haben Sie ein Konto?',
    signIn: 'Anmelden',
    taken: 'Mit dieser Adresse gibt es schon ein Konto. Melden Sie sich an.',
    tooManyAccounts: (wait: string) =>
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
    sentText: (email: string) =>
      `Wir haben eine Mail an ${email} geschickt. Öffnen Sie den Link darin, um weiterzugehen. Es kann ein paar Minuten dauern.`,
    finishTitle: 'Konto fertig anlegen',
    finishText: (email: string) => `Mit diesem Schritt ist Ihre Adresse ${email} bestätigt.`,
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
  },
});
