// The words of mail about accounts. `{…}` stands for what letters.ts fills in.
export type LetterLanguage = 'en' | 'es' | 'de';
export type LetterKind =
  | 'confirm'
  | 'signUp'
  | 'signUpTaken'
  | 'change'
  | 'changeAsked'
  | 'changed'
  | 'reset'
  | 'passwordChanged'
  | 'passwordRemoved'
  | 'passkeyAdded'
  | 'passkeyRemoved'
  | 'codeAppOn'
  | 'codeAppOff'
  | 'recoveryMade'
  | 'recoveryUsed'
  | 'wrongCodes'
  | 'identityAdded'
  | 'identityRemoved'
  | 'closed'
  | 'reopened';

interface LetterWords {
  readonly hello: string;
  /** At the end of what tells of a change. */
  readonly notYou: string;
  /** At the end of what brings a link. */
  readonly notAsked: string;
  readonly from: string;
  /** Subject and body. */
  readonly letters: Readonly<Record<LetterKind, readonly [string, string]>>;
}

export const letterWords: Readonly<Record<LetterLanguage, LetterWords>> = {
  en: {
    hello: 'Hello {name},',
    notYou:
      'If this was not you, open {shellUrl}/forgotten, set a new password, and sign out your other browsers on your account page.',
    notAsked: 'The link works once, for a day. If you did not ask for this mail, do nothing.',
    from: 'Keepwell, {shellUrl}',
    letters: {
      confirm: [
        'Confirm your e-mail address',
        'Welcome to Keepwell. Please confirm that this address is yours:\n\n{link}\n\nOpen it in the browser in which you asked for it. Are you reading this elsewhere? Type this code on your account page there: {code}',
      ],
      signUp: ['Finish your Keepwell account', 'Open this link to create your account:\n\n{link}'],
      signUpTaken: [
        'You have a Keepwell account already',
        'Somebody, probably you, tried to create an account with this e-mail address. You have one already: sign in at {shellUrl}/sign-in.',
      ],
      change: [
        'Confirm your new e-mail address',
        'Open this link to make {email} the address of your Keepwell account:\n\n{link}\n\nOpen it in the browser in which you asked for it. Are you reading this elsewhere? Type this code on your account page there: {code}',
      ],
      changeAsked: [
        'Your e-mail address is about to change',
        'A new e-mail address was entered for your Keepwell account. It changes once the new address is confirmed.',
      ],
      changed: [
        'Your e-mail address was changed',
        'Your Keepwell account has a new e-mail address. Mail no longer comes to this one.',
      ],
      reset: [
        'Set a new password',
        'Open this link to set a new password for your Keepwell account:\n\n{link}',
      ],
      passwordChanged: [
        'Your password was changed',
        'The password of your Keepwell account was changed, and your other browsers were signed out.',
      ],
      passwordRemoved: [
        'Your password was removed',
        'Your Keepwell account has no password any more. You sign in by your other ways.',
      ],
      passkeyAdded: ['A passkey was added', 'The passkey “{what}” can now sign in to your Keepwell account.'],
      passkeyRemoved: [
        'A passkey was removed',
        'The passkey “{what}” can no longer sign in to your Keepwell account.',
      ],
      codeAppOn: [
        'Codes were turned on',
        'Signing in to your Keepwell account now also takes a code from your app.',
      ],
      codeAppOff: [
        'Codes were turned off',
        'Signing in to your Keepwell account no longer takes a code from your app.',
      ],
      recoveryMade: [
        'You have new recovery codes',
        'Recovery codes were made for your Keepwell account. Those from before no longer work.',
      ],
      recoveryUsed: [
        'A recovery code was used',
        'A recovery code was used to sign in to your Keepwell account. Left: {count}.',
      ],
      wrongCodes: [
        'Somebody may know your password',
        'Many wrong codes were entered for your Keepwell account, after its right password. For a while no more are taken in browsers that are new to the account. If it was not you, somebody knows your password, and the codes keep them out.',
      ],
      identityAdded: ['{what} was linked', 'You can now sign in to your Keepwell account with {what}.'],
      identityRemoved: ['{what} was unlinked', '{what} can no longer sign you in to your Keepwell account.'],
      closed: [
        'Your account will be deleted',
        'Your Keepwell account and the records that only you look after will be deleted on {until}. Until then, signing in at {shellUrl}/sign-in brings everything back; only apps have to ask you again.',
      ],
      reopened: [
        'Your account is back',
        'You signed in, so your Keepwell account will not be deleted. Its records are back. Apps have to ask you again.',
      ],
    },
  },
  es: {
    hello: 'Hola, {name}:',
    notYou:
      'Si no ha sido usted, abra {shellUrl}/forgotten, ponga una contraseña nueva y cierre la sesión de los demás navegadores en la página de su cuenta.',
    notAsked: 'El enlace sirve una vez, durante un día. Si no ha pedido este correo, no haga nada.',
    from: 'Keepwell, {shellUrl}',
    letters: {
      confirm: [
        'Confirme su dirección de correo',
        'Le damos la bienvenida a Keepwell. Confirme que esta dirección es suya:\n\n{link}\n\nÁbralo en el navegador en el que lo pidió. ¿Lee esto en otro lugar? Escriba este código en la página de su cuenta allí: {code}',
      ],
      signUp: ['Termine de crear su cuenta de Keepwell', 'Abra este enlace para crear su cuenta:\n\n{link}'],
      signUpTaken: [
        'Ya tiene una cuenta de Keepwell',
        'Alguien, probablemente usted, ha intentado crear una cuenta con esta dirección. Ya tiene una: inicie sesión en {shellUrl}/sign-in.',
      ],
      change: [
        'Confirme su nueva dirección de correo',
        'Abra este enlace para que {email} sea la dirección de su cuenta de Keepwell:\n\n{link}\n\nÁbralo en el navegador en el que lo pidió. ¿Lee esto en otro lugar? Escriba este código en la página de su cuenta allí: {code}',
      ],
      changeAsked: [
        'Su dirección de correo va a cambiar',
        'Se ha escrito una nueva dirección de correo para su cuenta de Keepwell. Cambiará cuando se confirme la nueva.',
      ],
      changed: [
        'Su dirección de correo ha cambiado',
        'Su cuenta de Keepwell tiene una nueva dirección. A esta ya no llegará correo.',
      ],
      reset: [
        'Ponga una contraseña nueva',
        'Abra este enlace para poner una contraseña nueva a su cuenta de Keepwell:\n\n{link}',
      ],
      passwordChanged: [
        'Su contraseña ha cambiado',
        'Se ha cambiado la contraseña de su cuenta de Keepwell y se ha cerrado la sesión de los demás navegadores.',
      ],
      passwordRemoved: [
        'Su contraseña se ha quitado',
        'Su cuenta de Keepwell ya no tiene contraseña. Inicie sesión de las otras formas.',
      ],
      passkeyAdded: [
        'Se ha añadido una llave de acceso',
        'La llave de acceso «{what}» ya puede iniciar sesión en su cuenta de Keepwell.',
      ],
      passkeyRemoved: [
        'Se ha quitado una llave de acceso',
        'La llave de acceso «{what}» ya no puede iniciar sesión en su cuenta de Keepwell.',
      ],
      codeAppOn: [
        'Códigos activados',
        'Para iniciar sesión en su cuenta de Keepwell hace falta ahora también un código de su aplicación.',
      ],
      codeAppOff: [
        'Códigos desactivados',
        'Para iniciar sesión en su cuenta de Keepwell ya no hace falta un código de su aplicación.',
      ],
      recoveryMade: [
        'Tiene nuevos códigos de recuperación',
        'Se han creado códigos de recuperación para su cuenta de Keepwell. Los anteriores ya no sirven.',
      ],
      recoveryUsed: [
        'Se ha usado un código de recuperación',
        'Se ha usado un código de recuperación para iniciar sesión en su cuenta de Keepwell. Quedan: {count}.',
      ],
      wrongCodes: [
        'Puede que alguien conozca su contraseña',
        'Se han escrito muchos códigos incorrectos para su cuenta de Keepwell, después de la contraseña correcta. Durante un tiempo no se aceptan más en navegadores nuevos para la cuenta. Si no fue usted, alguien conoce su contraseña, y los códigos le cierran el paso.',
      ],
      identityAdded: [
        '{what} se ha vinculado',
        'Ya puede iniciar sesión en su cuenta de Keepwell con {what}.',
      ],
      identityRemoved: [
        '{what} se ha desvinculado',
        'Ya no se puede iniciar sesión en su cuenta de Keepwell con {what}.',
      ],
      closed: [
        'Su cuenta se borrará',
        'Su cuenta de Keepwell y los historiales que solo usted cuida se borrarán el {until}. Hasta entonces, si inicia sesión en {shellUrl}/sign-in, todo vuelve; solo las aplicaciones tienen que pedírselo de nuevo.',
      ],
      reopened: [
        'Su cuenta ha vuelto',
        'Ha iniciado sesión, así que su cuenta de Keepwell no se borrará. Sus historiales han vuelto. Las aplicaciones tienen que pedírselo de nuevo.',
      ],
    },
  },
  de: {
    hello: 'Guten Tag {name},',
    notYou:
      'Wenn Sie das nicht waren, öffnen Sie {shellUrl}/forgotten, setzen Sie ein neues Passwort und melden Sie auf Ihrer Kontoseite die anderen Browser ab.',
    notAsked:
      'Der Link gilt einmal, einen Tag lang. Wenn Sie diese Mail nicht angefordert haben, tun Sie nichts.',
    from: 'Keepwell, {shellUrl}',
    letters: {
      confirm: [
        'Bestätigen Sie Ihre E-Mail-Adresse',
        'Willkommen bei Keepwell. Bitte bestätigen Sie, dass dies Ihre Adresse ist:\n\n{link}\n\nÖffnen Sie ihn in dem Browser, in dem Sie darum gebeten haben. Lesen Sie das anderswo? Geben Sie dort auf Ihrer Kontoseite diesen Code ein: {code}',
      ],
      signUp: ['Ihr Konto bei Keepwell', 'Öffnen Sie diesen Link, um Ihr Konto anzulegen:\n\n{link}'],
      signUpTaken: [
        'Sie haben schon ein Konto bei Keepwell',
        'Jemand, wahrscheinlich Sie, wollte mit dieser Adresse ein Konto anlegen. Sie haben schon eines: Melden Sie sich unter {shellUrl}/sign-in an.',
      ],
      change: [
        'Bestätigen Sie Ihre neue E-Mail-Adresse',
        'Öffnen Sie diesen Link, damit {email} die Adresse Ihres Kontos bei Keepwell wird:\n\n{link}\n\nÖffnen Sie ihn in dem Browser, in dem Sie darum gebeten haben. Lesen Sie das anderswo? Geben Sie dort auf Ihrer Kontoseite diesen Code ein: {code}',
      ],
      changeAsked: [
        'Ihre E-Mail-Adresse soll sich ändern',
        'Für Ihr Konto bei Keepwell wurde eine neue E-Mail-Adresse eingegeben. Sie gilt, sobald sie bestätigt ist.',
      ],
      changed: [
        'Ihre E-Mail-Adresse wurde geändert',
        'Ihr Konto bei Keepwell hat eine neue E-Mail-Adresse. An diese hier kommt keine Mail mehr.',
      ],
      reset: [
        'Neues Passwort setzen',
        'Öffnen Sie diesen Link, um ein neues Passwort für Ihr Konto bei Keepwell zu setzen:\n\n{link}',
      ],
      passwordChanged: [
        'Ihr Passwort wurde geändert',
        'Das Passwort Ihres Kontos bei Keepwell wurde geändert, Ihre anderen Browser wurden abgemeldet.',
      ],
      passwordRemoved: [
        'Ihr Passwort wurde entfernt',
        'Ihr Konto bei Keepwell hat kein Passwort mehr. Sie melden sich auf Ihren anderen Wegen an.',
      ],
      passkeyAdded: [
        'Ein Passkey wurde hinzugefügt',
        'Mit dem Passkey „{what}“ kann man sich nun bei Ihrem Konto anmelden.',
      ],
      passkeyRemoved: [
        'Ein Passkey wurde entfernt',
        'Mit dem Passkey „{what}“ kann man sich nicht mehr bei Ihrem Konto anmelden.',
      ],
      codeAppOn: [
        'Codes wurden eingeschaltet',
        'Zur Anmeldung bei Ihrem Konto gehört nun auch ein Code aus Ihrer App.',
      ],
      codeAppOff: [
        'Codes wurden ausgeschaltet',
        'Zur Anmeldung bei Ihrem Konto gehört kein Code aus Ihrer App mehr.',
      ],
      recoveryMade: [
        'Sie haben neue Ersatzcodes',
        'Für Ihr Konto bei Keepwell wurden Ersatzcodes gemacht. Die von vorher gelten nicht mehr.',
      ],
      recoveryUsed: [
        'Ein Ersatzcode wurde benutzt',
        'Mit einem Ersatzcode wurde bei Ihrem Konto angemeldet. Übrig: {count}.',
      ],
      wrongCodes: [
        'Vielleicht kennt jemand Ihr Passwort',
        'Für Ihr Keepwell-Konto wurden nach dem richtigen Passwort viele falsche Codes eingegeben. Eine Zeit lang werden in Browsern, die für das Konto neu sind, keine mehr angenommen. Wenn Sie das nicht waren, kennt jemand Ihr Passwort; die Codes halten ihn auf.',
      ],
      identityAdded: ['{what} wurde verknüpft', 'Sie können sich nun mit {what} bei Ihrem Konto anmelden.'],
      identityRemoved: [
        '{what} wurde getrennt',
        'Mit {what} kann man sich nicht mehr bei Ihrem Konto anmelden.',
      ],
      closed: [
        'Ihr Konto wird gelöscht',
        'Ihr Konto bei Keepwell und die Akten, für die nur Sie sorgen, werden am {until} gelöscht. Bis dahin bringt eine Anmeldung unter {shellUrl}/sign-in alles zurück; nur Apps müssen Sie neu fragen.',
      ],
      reopened: [
        'Ihr Konto ist wieder da',
        'Sie haben sich angemeldet, also wird Ihr Konto nicht gelöscht. Die Akten sind wieder da. Apps müssen Sie neu fragen.',
      ],
    },
  },
};
