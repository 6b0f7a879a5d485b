// The words of taking a record along.
import type { exportWords as english } from '../../en/pages/export.ts';

export const exportWords: typeof english = {
  title: name => `Descargar el historial de ${name}`,
  short: 'Descargarlo todo',
  lead: 'Un archivo con todo lo que usted puede ver del historial: para guardarlo, llevarlo a otro sitio o abrirlo en una hoja de cálculo.',
  inside: 'Qué contiene',
  parts: [
    'una página de inicio que enumera lo que hay',
    'cada dato en XML, tal como lo leen las aplicaciones, y lo que era antes de cada cambio',
    'de cada tipo de dato un archivo JSON y un CSV, que abren las hojas de cálculo',
    'todos los archivos e imágenes',
  ],
  excel:
    'Los archivos CSV separan las columnas con comas. Si Excel pone cada línea entera en una sola columna, ábralos con Datos > De texto/CSV y elija la coma.',
  limited: 'Usted solo puede ver una parte de este historial; el archivo contiene esa parte.',
  care: 'El archivo no está cifrado. Guárdelo donde nadie más pueda abrirlo.',
  size: text => `El historial ocupa aproximadamente ${text}.`,
  button: 'Descargar como archivo zip',
  progress: 'Preparando el archivo',
  begun: 'Su navegador está guardando el archivo …',
  running: 'Su navegador está guardando el archivo: {done} de {total} datos.',
  done: 'Se ha enviado todo. Su navegador tiene el archivo.',
  failed: 'La descarga se interrumpió. Lo guardado no está completo; empiece de nuevo.',
  back: 'Volver al historial',
  tooMany: 'Ya está descargando',
  tooManyText: 'Espere a que terminen las descargas en curso e inténtelo de nuevo.',
  indexTitle: name => `Historial de salud de ${name}`,
  indexLead: day => `Tomado de Keepwell el ${day}.`,
  kind: 'Tipo',
  items: 'Datos',
  cut: columns =>
    `El CSV solo tiene columnas para los primeros ${columns} valores; la última cuenta lo que falta. El JSON lo contiene todo.`,
  files: count => `Archivos e imágenes: ${count}`,
  nothing: 'No había nada en el historial.',
  damaged:
    'Estos datos, o versiones anteriores de ellos, no se pueden leer y faltan en este archivo. Puede que una copia de seguridad los tenga.',
  broken: 'Esta lista es lo último que se escribe. Si puede leerla, la descarga está completa.',
};
