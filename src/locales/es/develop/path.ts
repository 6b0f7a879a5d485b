// Las palabras del camino de una aplicación: sus pasos y los grupos de las partes de su configuración.
import type { pathWords as english } from '../../en/develop/path.ts';

export const pathWords: typeof english = {
  title: 'Lo que sigue',
  allDone: 'Todo está hecho',
  standings: { done: 'hecho', next: 'lo siguiente', open: 'pendiente' },
  steps: {
    made: { title: 'La aplicación está creada', text: '', button: '' },
    key: {
      title: 'Una clave',
      text: 'La aplicación firma con ella. Créela en este navegador o añada el certificado de una que ya tenga. Una aplicación que solo usa SMART no la necesita.',
      button: 'Darle una clave',
    },
    address: {
      title: 'Adónde se vuelve',
      text: 'La dirección de la aplicación a la que el Shell envía a las personas al terminar: la URL de acción o las direcciones de retorno de SMART.',
      button: 'Dar su dirección',
    },
    rules: {
      title: 'Qué puede hacer',
      text: 'Diga en una regla qué clases de elementos lee o escribe y por qué. Las personas lo leen cuando le dan acceso.',
      button: 'Añadir una regla',
    },
    trial: {
      title: 'Alguien con quien probarla',
      text: 'Una persona de prueba con datos de dos años, que da acceso a la aplicación.',
      button: 'Crear una persona de prueba',
    },
    call: {
      title: 'La primera llamada',
      text: 'Copie los ajustes para su cliente, inícielo y vuelva: en cuanto haya abierto una sesión, este paso está hecho. Lo que falle se ve en Seguimiento.',
      button: 'A los ajustes',
    },
    ready: {
      title: 'Lista para producción',
      text: 'En este entorno de pruebas la aplicación ya funciona. Lo que pide además una bóveda en producción está en una lista.',
      button: 'Ver lo que falta',
    },
    live: {
      title: 'Pasar a producción',
      text: 'Vea lo que falta y pida la aprobación al operador de esta bóveda.',
      button: 'Ver lo que falta',
    },
  },
  groups: {
    begin: 'Inicio',
    keys: 'Claves',
    rights: 'Permisos',
    look: 'Aspecto',
    run: 'Uso',
  },
};
