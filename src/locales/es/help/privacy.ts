// The privacy statement that stands until the operator writes one.
export const privacyHelp: string = `# Privacidad

*Quien gestiona esta bóveda es responsable de ella. Esta es la declaración que acompaña a Keepwell; el operador puede sustituirla.*

## Qué se guarda

- Su cuenta: nombre, correo electrónico, fecha de nacimiento, país, idioma y lo que demuestra que es usted.
- Los historiales que cuida y todo lo que contienen, incluidas las versiones anteriores.
- Quién hizo qué y cuándo: inicios de sesión, cambios y lo que se permitió a las aplicaciones.

## Quién lo ve

Usted, las personas con quienes comparte un historial y las aplicaciones que permite, cada una solo lo que usted permitió. No se vende nada ni se envía nada a nadie para estadísticas o publicidad. Estas páginas no cargan nada de otros servidores.

## Lo que puede ver el operador

El operador gestiona la máquina donde están los datos y podría leerlos allí. Las contraseñas, los tokens y los secretos se guardan de modo que no pueden volver a leerse.

## Cookies

Solo las que mantienen su sesión y recuerdan su idioma, el historial que mira y que ya inició sesión con este navegador.

## Sus derechos

Puede ver, corregir, llevarse y borrar sus datos: aquí, con una aplicación o pidiéndolo al operador.
`;
