// The words of signing up.
import type { signUpWords as english } from '../../en/accounts/sign-up.ts';

export const signUpWords: typeof english = {
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
  vouched: label => `Iniciará sesión con ${label}.`,
  haveAccount: '¿Ya tiene una cuenta?',
  signIn: 'Iniciar sesión',
  taken: 'Ya hay una cuenta con este correo. Inicie sesión.',
  tooManyAccounts: wait =>
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
  sentText: email =>
    `Hemos enviado un correo a ${email}. Abra el enlace que contiene para seguir. Puede tardar unos minutos.`,
  finishTitle: 'Termine su cuenta',
  finishText: email => `Con este paso queda confirmada su dirección ${email}.`,
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
};
