// Las palabras de los recordatorios por correo y de la página que los elige.
import type { remindersWords as english } from '../../en/pages/reminders.ts';

export const remindersWords: typeof english = {
  title: record => `Recordatorios y calendario de ${record}`,
  short: 'Recordatorios y calendario',
  byMail: 'Recordatorios por correo',
  isOn: email => `Se le recuerda en ${email}.`,
  isOff: 'No se le recuerda nada de este historial.',
  noMail: 'Esta bóveda no envía correo: su operador no ha indicado un servidor de correo.',
  confirmFirst: 'Confirme primero su dirección de correo, para que no se le recuerde a otra persona.',
  toAccount: 'A su cuenta',
  of: 'Recordarme',
  kinds: { appointments: 'Citas', vaccines: 'Vacunas pendientes', supplies: 'Medicamentos que se acaban' },
  before: 'Cuánto antes de una cita',
  leads: { week: '1 semana', day: '1 día', hours: '2 horas' },
  daysBefore: 'Cuánto antes de que se acabe un medicamento',
  days: count => `${count} días`,
  doses: 'Dosis de estos medicamentos',
  dosesHint:
    'Por la mañana a las 8, al mediodía a las 12, por la tarde a las 18 y por la noche a las 22, según su pauta; no si antes anotó la dosis.',
  noDoses: 'Ningún medicamento que se toma ahora dice con qué frecuencia.',
  mailTells: 'Qué dice el correo',
  little: 'Solo que hay algo, y cuándo',
  littleHint: '«Tiene una cita mañana a las 9:00.»',
  all: 'También qué, con quién y dónde',
  allHint: 'El correo puede leerse por el camino.',
  zone: zone => `Las horas son de este reloj: ${zone}.`,
  save: 'Guardar',
  saved: 'Sus recordatorios están guardados.',
  turnedOff: 'Los recordatorios están desactivados.',
  offTitle: '¿Desactivar los recordatorios?',
  offText:
    'No recibirá más correos que le recuerden lo que hay en este historial. Lo que está en el historial se queda.',
  off: 'Desactivarlos',
  offDone: 'Quien los quiera de nuevo los activa aquí, con la sesión iniciada:',
  when: (days, date, time) => {
    const day = days === 0 ? `hoy, ${date}` : days === 1 ? `mañana, ${date}` : `el ${date}`;
    return time === undefined ? day : `${day}, a las ${time}`;
  },
  mailSubject: record => `Recordatorio: ${record}`,
  mailAppointment: (record, when) => `Tiene una cita ${when}, en el calendario de «${record}».`,
  mailVaccine: record => `Hay una vacuna pendiente para «${record}».`,
  mailVaccineNamed: (record, vaccine, dose) =>
    `Hay una vacuna pendiente para «${record}»: ${vaccine}, dosis ${dose}.`,
  mailDose: (record, when) => `Hay una dosis de un medicamento prevista para «${record}» ${when}.`,
  mailDoseNamed: (record, medicine, when) => `Hay una dosis prevista para «${record}» ${when}: ${medicine}.`,
  mailSupply: (record, day) => `Un medicamento de «${record}» se acaba ${day}.`,
  mailSupplyNamed: (record, medicine, day) => `Un medicamento de «${record}» se acaba ${day}: ${medicine}.`,
  mailSee: link => `Hay más en su Keepwell: ${link}`,
  mailOff: link => `Desactivar estos recordatorios: ${link}`,
};
