// The words of mail about accounts. `{…}` stands for what is filled in.
import type { letterWords as english } from '../../en/letters/letter.ts';

export const letterWords: typeof english = {
  hello: 'Hola, {name}:',
  notYou:
    'Si no ha sido usted, abra {shellUrl}/forgotten, ponga una contraseña nueva y cierre la sesión de los demás navegadores en la página de su cuenta.',
  notAsked: 'El enlace sirve una vez, durante un día. Si no ha pedido este correo, no haga nada.',
  notKnown:
    'El enlace sirve una vez, hasta el {until}. Si no sabe quién le ha preparado esta cuenta, no haga nada.',
  sharedWith: 'Quién tiene acceso a sus historiales, y cómo cambiarlo, está en {shellUrl}/records.',
  from: 'Keepwell, {shellUrl}',
  letters: {
    confirm: {
      subject: 'Confirme su dirección de correo',
      text: 'Le damos la bienvenida a Keepwell. Confirme que esta dirección es suya:\n\n{link}\n\nÁbralo en el navegador en el que lo pidió. ¿Lee esto en otro lugar? Escriba este código en la página de su cuenta allí: {code}',
    },
    made: {
      subject: 'Su cuenta de Keepwell',
      text: 'Se ha preparado una cuenta para usted. Abra este enlace para elegir su contraseña, e inicie sesión con esta dirección de correo:\n\n{link}',
    },
    signUp: {
      subject: 'Termine de crear su cuenta de Keepwell',
      text: 'Abra este enlace para crear su cuenta:\n\n{link}',
    },
    signUpTaken: {
      subject: 'Ya tiene una cuenta de Keepwell',
      text: 'Alguien, probablemente usted, ha intentado crear una cuenta con esta dirección. Ya tiene una: inicie sesión en {shellUrl}/sign-in.',
    },
    change: {
      subject: 'Confirme su nueva dirección de correo',
      text: 'Abra este enlace para que {email} sea la dirección de su cuenta de Keepwell:\n\n{link}\n\nÁbralo en el navegador en el que lo pidió. ¿Lee esto en otro lugar? Escriba este código en la página de su cuenta allí: {code}',
    },
    changeAsked: {
      subject: 'Su dirección de correo va a cambiar',
      text: 'Se ha escrito una nueva dirección de correo para su cuenta de Keepwell. Cambiará cuando se confirme la nueva.',
    },
    changed: {
      subject: 'Su dirección de correo ha cambiado',
      text: 'Su cuenta de Keepwell tiene una nueva dirección. A esta ya no llegará correo.',
    },
    reset: {
      subject: 'Ponga una contraseña nueva',
      text: 'Abra este enlace para poner una contraseña nueva a su cuenta de Keepwell:\n\n{link}',
    },
    passwordChanged: {
      subject: 'Su contraseña ha cambiado',
      text: 'Se ha cambiado la contraseña de su cuenta de Keepwell y se ha cerrado la sesión de los demás navegadores.',
    },
    passwordRemoved: {
      subject: 'Su contraseña se ha quitado',
      text: 'Su cuenta de Keepwell ya no tiene contraseña. Inicie sesión de las otras formas.',
    },
    passkeyAdded: {
      subject: 'Se ha añadido una llave de acceso',
      text: 'La llave de acceso «{what}» ya puede iniciar sesión en su cuenta de Keepwell.',
    },
    passkeyRemoved: {
      subject: 'Se ha quitado una llave de acceso',
      text: 'La llave de acceso «{what}» ya no puede iniciar sesión en su cuenta de Keepwell.',
    },
    codeAppOn: {
      subject: 'Códigos activados',
      text: 'Para iniciar sesión en su cuenta de Keepwell hace falta ahora también un código de su aplicación.',
    },
    codeAppOff: {
      subject: 'Códigos desactivados',
      text: 'Para iniciar sesión en su cuenta de Keepwell ya no hace falta un código de su aplicación.',
    },
    recoveryMade: {
      subject: 'Tiene nuevos códigos de recuperación',
      text: 'Se han creado códigos de recuperación para su cuenta de Keepwell. Los anteriores ya no sirven.',
    },
    recoveryUsed: {
      subject: 'Se ha usado un código de recuperación',
      text: 'Se ha usado un código de recuperación para iniciar sesión en su cuenta de Keepwell. Quedan: {count}.',
    },
    emergencyOpened: {
      subject: 'Se abrió la página de emergencia de «{what}»',
      text: 'Alguien abrió la página de emergencia de «{what}» con su código: {place}. Qué muestra, y cómo renovar o desactivar el código, está en {shellUrl}/emergency/code.',
    },
    invitationAccepted: {
      subject: '{who} tiene ahora acceso al historial de «{what}»',
      text: '{who} ha aceptado una invitación al historial de «{what}» y desde ahora puede abrirlo.',
    },
    invitationDeclined: {
      subject: 'Se ha rechazado una invitación al historial de «{what}»',
      text: 'Alguien ha rechazado una invitación al historial de «{what}». No se ha compartido nada.',
    },
    accessEnded: {
      subject: 'Su acceso al historial de «{what}» ha terminado',
      text: 'Una persona que cuida del historial de «{what}» ha terminado su acceso. Ya no puede abrirlo. Si cree que es un error, pregúntele.',
    },
    newBrowser: {
      subject: 'Se ha iniciado sesión en su cuenta desde un navegador nuevo',
      text: 'Alguien ha iniciado sesión en su cuenta de Keepwell con un navegador que no se había usado antes para ella: {place}. Si fue usted, no tiene que hacer nada. Si no, cambie la contraseña y cierre la sesión de los demás navegadores en {shellUrl}/account.',
    },
    wrongCodes: {
      subject: 'Puede que alguien conozca su contraseña',
      text: 'Se han escrito muchos códigos incorrectos para su cuenta de Keepwell, después de la contraseña correcta. Durante un tiempo no se aceptan más en navegadores nuevos para la cuenta. Si no fue usted, alguien conoce su contraseña, y los códigos le cierran el paso.',
    },
    identityAdded: {
      subject: '{what} se ha vinculado',
      text: 'Ya puede iniciar sesión en su cuenta de Keepwell con {what}.',
    },
    identityRemoved: {
      subject: '{what} se ha desvinculado',
      text: 'Ya no se puede iniciar sesión en su cuenta de Keepwell con {what}.',
    },
    closed: {
      subject: 'Su cuenta se borrará',
      text: 'Su cuenta de Keepwell y los historiales que solo usted cuida se borrarán el {until}. Hasta entonces, si inicia sesión en {shellUrl}/sign-in, todo vuelve; solo las aplicaciones tienen que pedírselo de nuevo.',
    },
    reopened: {
      subject: 'Su cuenta ha vuelto',
      text: 'Ha iniciado sesión, así que su cuenta de Keepwell no se borrará. Sus historiales han vuelto. Las aplicaciones tienen que pedírselo de nuevo.',
    },
  },
};
