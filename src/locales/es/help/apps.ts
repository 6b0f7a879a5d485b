// Help: what applications may do, and how to take it back.
export const appsHelp: string = `# Las aplicaciones y lo que pueden hacer

Ninguna aplicación ve nada antes de que usted lo permita. Cuando una lo pide, la página muestra **quién lo pide**, **para qué historial**, **qué tipos de datos** quiere ver, añadir, cambiar o borrar, y **por qué**. También muestra cuántos datos de ese tipo hay ahora en el historial y los más recientes: exactamente lo que usted daría.

## Mientras la usa, o en cualquier momento

Una parte vale solo *mientras la usa*: termina cuando cierra la sesión. El resto vale *en cualquier momento*, para que una báscula pueda guardar su peso mientras usted no está.

## Todo o nada, y lo que usted elige

Lo que la aplicación necesita para funcionar va junto: lo recibe todo o nada. Lo demás está aparte, y usted marca lo que quiera.

## Retirar el acceso

En [Aplicaciones](/apps) ve cada aplicación con acceso al historial, qué puede hacer y desde cuándo. Allí puede retirar el acceso cuando quiera. La aplicación conserva lo que ya haya copiado; pida a sus creadores que lo borren.

## Cuando una aplicación pide más

Una aplicación nunca gana derechos por sí misma. Si sus creadores cambian lo que pide, se le pregunta de nuevo y se muestra solo lo nuevo.
`;
