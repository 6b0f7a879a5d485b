// The words of signing in: password, passkey, codes, providers, forgotten passwords.
import type { signInWords as english } from '../../en/accounts/sign-in.ts';

export const signInWords: typeof english = {
  title: 'Iniciar sesión',
  again:
    'Inicie sesión para seguir donde estaba. Puede que su sesión se cerrara en otra pestaña, o porque la inició hace mucho.',
  unsavedTitle: 'Su sesión está cerrada',
  unsaved:
    'Su sesión se cerró antes de guardar esto. No se ha perdido nada: inicie sesión en una pestaña nueva, vuelva a esta y siga aquí.',
  signInThere: 'Iniciar sesión en una pestaña nueva',
  goOn: 'He iniciado sesión: seguir',
  unkept:
    'Su sesión se cerró antes de guardar esto. Los archivos y lo que se escribe sobre una cuenta no se pueden conservar: inicie sesión y envíelo otra vez.',
  doneTitle: 'Ha iniciado sesión',
  done: 'Vuelva a la pestaña donde estaba y siga allí. Puede cerrar esta.',
  purpose: ['Para seguir a', '.'],
  email: 'Correo electrónico',
  password: 'Contraseña',
  noEmail: 'Escriba su correo electrónico.',
  noPassword: 'Escriba su contraseña.',
  wrong: 'El correo y la contraseña no coinciden. Revise ambos e inténtelo de nuevo.',
  tooMany: wait =>
    `Demasiados intentos. Por seguridad hay una pausa tras muchos intentos. Espere ${wait} e inténtelo de nuevo.`,
  tooManyPasswords: wait =>
    `Demasiados intentos con esta cuenta, o desde aquí, quizá de otra persona. Espere ${wait} o inicie sesión de otra forma: con una llave de acceso, con una contraseña nueva por «¿Ha olvidado su contraseña?» o con un código de recuperación.`,
  tooManyCodes: wait =>
    `Demasiados códigos incorrectos para esta cuenta, quizá de otra persona que conoce su contraseña. Espere ${wait} o inicie sesión en un navegador en el que ya la inició antes, con una llave de acceso o con un código de recuperación. Después cambie su contraseña.`,
  suspendedTitle: 'Esta cuenta está suspendida',
  suspended:
    'Quien gestiona esta bóveda la ha suspendido: nadie puede iniciar sesión en ella. Una contraseña nueva no cambia nada. Pregúntele.',
  usePasskey: 'Usar una llave de acceso',
  orPassword: 'O con su contraseña',
  passkeyNotUsed: 'No ha funcionado. Inténtelo de nuevo o elija otra forma.',
  passkeyNotMade: 'No se ha creado ninguna llave de acceso. Inténtelo de nuevo o elija una contraseña.',
  wrongPasskey:
    'Esta llave de acceso no es de ninguna cuenta de aquí, o la página llevaba demasiado tiempo abierta. Inténtelo de nuevo.',
  withProvider: label => `Continuar con ${label}`,
  forgotten: '¿Ha olvidado su contraseña?',
  lost: '¿Ha perdido el teléfono o la llave de acceso?',
  newHere: '¿Es la primera vez?',
  createAccount: 'Crear una cuenta',
  codeTitle: 'Escriba su código',
  codeLead: 'La contraseña es correcta. Su cuenta pide también un código.',
  code: 'Código',
  codeHint: 'Seis cifras de su aplicación, o uno de sus códigos de recuperación.',
  noCode: 'Escriba un código.',
  wrongCode: 'Este código es incorrecto o ya se ha usado. Espere al siguiente.',
  tooOld: 'Ha tardado demasiado. Inicie sesión de nuevo.',
  continue: 'Continuar',
  recoveryTitle: 'Usar un código de recuperación',
  recoveryLead:
    'Cada uno de los códigos que imprimió sirve una vez, en lugar de la llave de acceso o de la aplicación del teléfono.',
  recoveryCode: 'Código de recuperación',
  recoveryPasswordHint: 'Déjela vacía si su cuenta no tiene.',
  wrongRecovery: 'Los datos no coinciden. Revíselos todos e inténtelo de nuevo.',
  forgottenTitle: 'Poner una contraseña nueva',
  forgottenLead:
    'Le enviamos un enlace para poner una contraseña nueva. También sirve para cuentas sin contraseña.',
  sendLink: 'Enviarme el enlace',
  sentTitle: 'Mire su correo',
  sentText: email =>
    `Si ${email} tiene una cuenta aquí, hay un correo con un enlace en camino. Puede tardar unos minutos.`,
  noMail:
    'Esta bóveda no envía correo. Pida a quien la administra que configure un servidor de correo, o use un código de recuperación.',
  resetTitle: 'Elija una contraseña nueva',
  newPassword: 'Contraseña nueva',
  setPassword: 'Poner la contraseña',
  waysEnding:
    'Estas formas de iniciar sesión son de antes de que se confirmara esta dirección, quizá de otra persona. Terminan cuando ponga la contraseña:',
  waysStaying: 'Las demás formas de iniciar sesión se quedan. Elija las que también deban terminar.',
  waysKept: ways => `Se quedan en todo caso: ${ways}.`,
  ways: {
    passkey: 'Llave de acceso',
    identity: 'Cuenta',
    codes: 'Códigos de una aplicación',
    'recovery codes': 'Códigos de recuperación',
  },
  passwordSet: 'Su contraseña está puesta. Inicie sesión con ella.',
  goneTitle: 'Este enlace ya no sirve',
  gone: 'Los enlaces de los correos sirven una vez, durante un día. Pida uno nuevo.',
  confirmTitle: 'Confirme su dirección',
  confirmText: email => `¿Es ${email} su correo electrónico?`,
  confirmElsewhere: email =>
    `Se trata de una cuenta que se abrió o se cambió en otro navegador: ${email} sería su dirección. Si es suya, abra el enlace allí o escriba el código del correo en la página de la cuenta allí. Si no lo pidió, no haga nada.`,
  confirm: 'Confirmar',
  confirmed: 'Su correo electrónico está confirmado.',
  cameBack: 'Hola de nuevo. Su cuenta no se borrará.',
  provider: label => `Hacia ${label}`,
  providerFailed: label => `No se ha podido iniciar sesión con ${label}`,
  providerFailedText: 'No se ha cambiado nada. Vuelva e inténtelo de nuevo, o elija otra forma.',
  providerRefused: label => `${label} no ha iniciado su sesión.`,
  providerTaken: label => `Esta cuenta de ${label} está vinculada con otra cuenta de aquí.`,
  providerLinked: label => `Ya puede iniciar sesión con ${label}.`,
};
