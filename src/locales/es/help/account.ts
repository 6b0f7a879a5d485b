// Help: keeping an account safe.
export const accountHelp: string = `# Su cuenta

Todo sobre el inicio de sesión está en [Cuenta](/account).

## Llaves de acceso

Una llave de acceso es la forma más segura y más sencilla de iniciar sesión: su teléfono, su ordenador o una llave de seguridad demuestra que es usted, con la huella, la cara o un PIN. No hay nada que recordar ni nada que pueda robar una página falsa.

## Contraseña y códigos de una aplicación

Si inicia sesión con contraseña, añada códigos de una aplicación de autenticación. Así, una contraseña que otro descubra no abre su cuenta.

## Códigos de recuperación

Imprima sus códigos de recuperación y guárdelos con los papeles importantes. Cada uno sirve una vez, cuando haya perdido todo lo demás.

## Dónde ha iniciado sesión

La página enumera cada navegador con la sesión iniciada. Ciérrela en uno o en todos a la vez.

## Eliminar la cuenta

La cuenta se cierra enseguida y se elimina del todo tras un plazo de gracia, que la página indica. Hasta entonces, iniciar sesión la recupera. Los historiales que solo usted cuida se eliminan con ella; si han de quedar, déselos antes a otro responsable.
`;
