// Help: registering an application, seeing what it asks, and going live.
export const developersHelp: string = `# Para desarrolladores

Quien tiene una cuenta puede registrar aplicaciones en [Para desarrolladores](/develop), al pie de cada página. Todos los tipos, vocabularios y métodos están en la [referencia](/docs/).

## De nada a la primera llamada

1. *Crear una aplicación*: bastan un nombre y una clase. Desde ahí, su primera página dice qué sigue.
2. En *Reglas en línea* y *Reglas sin conexión* diga qué tipos de datos quiere, para qué y qué hace con ellos. En línea es mientras una persona la usa; sin conexión, en cualquier momento. Las personas leen su motivo cuando se les pregunta.
3. En *Certificados* suba uno o haga crear la clave en su navegador; así la bóveda nunca la tiene.
4. *Resumen* tiene ajustes para copiar, para cada clase de cliente.

En un entorno de pruebas la aplicación funciona enseguida, y *Probar* crea para ella una persona con dos años de datos.

## Ver qué falla

*Seguimiento* guarda una hora las llamadas de su aplicación, solo en memoria: qué pidió, qué se le respondió y qué cambiar donde falló. Los secretos van siempre tapados; en producción, también los valores de las personas.

## Publicar

En producción, una aplicación nueva espera hasta que un operador la aprueba. *Publicar* enumera lo que miran las personas y el operador, y pide la aprobación. Los grupos de métodos que no son los básicos también los da el operador. Una vez aprobada, un nombre, un logotipo, una dirección, un servidor o una organización nuevos, y reglas que piden más, esperan al operador mientras la aplicación sigue como estaba; lo que la limita o la explica cambia enseguida.

Su declaración de privacidad y sus condiciones de uso pueden estar en una dirección suya o aquí: en *Información*, *Logotipos, declaración de privacidad, condiciones y más*. Se llega a ellas desde donde se pregunta a las personas, el [directorio](/directory) y la página de la aplicación; del HTML se ven las palabras.

En *Directorio* puede marcar que su aplicación figure en él.
`;
