// Help: what those who run the vault can see and do.
export const operatorsHelp: string = `# Para quienes gestionan esta bóveda

Los operadores encuentran *Gestionar la instalación* en la página de su [cuenta](/account). La primera cuenta de una bóveda es de operador y nombra a otros. En la propia máquina también lo hace \`keepwell operator add\`. A quien nombre le hace falta una cuenta y, donde hay un servidor de correo, una dirección confirmada; la orden no pide esto último. El último operador solo puede borrar su cuenta donde nadie más tiene una; cuando desaparece del todo, la cuenta más antigua de las que llegaron entretanto gestiona la bóveda.

## Qué ve y qué no

- **Resumen**: cómo está configurada la bóveda y cuánto se usa. Los ajustes se cambian en el archivo de ajustes y valen tras reiniciar.
- **Personas**: las cuentas, su estado y cuánto espacio usan. Nunca lo que hay en un historial, ni los nombres de los historiales.
- **Aplicaciones**: las que le esperan, con lo que piden, y las que ya nadie configura.
- **Estado de la bóveda**: si tiene copias y se comprobaron, sobre qué funciona, quién falló al iniciar sesión, y qué no pudo enviarse y por qué.
- **Operadores**: quiénes son y qué hicieron.

## Qué puede hacer

Suspender una cuenta: la persona queda fuera en todas partes y las aplicaciones no pueden hacer nada por ella. No se pierde ningún dato y puede volverse atrás. Aprobar o rechazar una aplicación. Intentar de nuevo entregas y correo, u olvidar entregas que se abandonaron.

Lo que haga queda anotado y lo pueden leer otros operadores. No puede quitarse el cargo a sí mismo: tiene que hacerlo otro operador.

## Sus propios textos

Ponga archivos Markdown en la carpeta \`help\` de la carpeta de datos para sustituir estas páginas, por ejemplo \`privacy.md\` y \`terms.md\`, o \`privacy.es.md\` para un idioma.
`;
