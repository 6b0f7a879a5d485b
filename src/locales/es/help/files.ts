// Help: files, taking a record along, messages, and who did what.
export const filesHelp: string = `# Archivos, descargas, mensajes y actividad

Todo esto está en la página de un historial, en [Historiales](/records).

## Añadir un archivo

[Añadir un documento](/upload) acepta una carta, una imagen o un escaneo, en un teléfono directamente de su cámara; la página dice el tamaño máximo. Qué es y de qué día se pregunta cuando ya está dentro. [Documentos](/documents) los muestra todos con una imagen de cada uno, y los encuentra por las palabras de sus PDF. Un documento se puede adjuntar a una cita, un resultado o cualquier otro dato, y se ve desde ambos; se puede descargar tal como era.

## Descargarlo todo

[Descargarlo todo](/export) hace un archivo zip con todo lo que usted puede ver del historial: una página para empezar, cada dato como XML, y lo que era antes de cada cambio; por cada tipo un archivo JSON y uno CSV, que abren las hojas de cálculo; y todos los archivos. No está cifrado: guárdelo donde nadie más pueda abrirlo, y piense en las versiones anteriores antes de darlo a alguien. Los datos borrados no están en él.

## Mensajes

Los [mensajes](/messages) son correo de médicos, y correo que las aplicaciones ponen en el historial: [más sobre ellos](/help/messages).

## Actividad

[Actividad](/activity) dice quién añadió, cambió, borró o descargó algo, qué aplicación entró o salió y cuándo; debajo, cuánto ha leído cada aplicación. Quien cuida del historial lo ve todo; los demás ven lo que hicieron ellos mismos y las aplicaciones que dejaron entrar.
`;
