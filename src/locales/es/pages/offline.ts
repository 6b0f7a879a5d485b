// Las palabras de lo que hay sin red.
import type { offlineWords as english } from '../../en/pages/offline.ts';

export const offlineWords: typeof english = {
  short: 'Sin red',
  lead: 'Este navegador puede guardar la página de emergencia y los medicamentos de sus historiales, para leerlos cuando no hay red: desde la aplicación en la pantalla de inicio de un teléfono, o en la dirección /offline/copy. La copia dice de cuándo es.',
  goes: 'Está en este navegador, para quien pueda desbloquear el dispositivo. Desaparece cuando cierra aquí la sesión o la desactiva; si su sesión se cierra en otro lugar o por ausencia, desaparece la próxima vez que este navegador llegue a Keepwell, y vuelve cuando inicia sesión.',
  isOn: 'Este navegador guarda una copia.',
  isOff: 'Este navegador no guarda ninguna copia.',
  turnOn: 'Guardar una copia en este navegador',
  turnOff: 'Quitar la copia',
  needs: 'Necesita scripts y una dirección con https. No hay nada de ello hasta que lo active.',
  see: 'Ver lo que se guarda',
  turnedOn: 'Este navegador guarda una copia desde ahora.',
  turnedOff: 'La copia se ha quitado de este navegador.',
  copyTitle: 'Copia para cuando no hay red',
  notAll: 'No todos sus historiales están en esta copia.',
  toPages: 'A Keepwell, con red',
  asOf: when => `Esta es una copia del ${when}.`,
};
