// What people call the values of fixed lists, in every language. The value itself is what an item holds.
import { byName } from '../../schema/by-name.ts';
import type { Language } from '../language.ts';

const named: Readonly<Record<string, readonly [en: string, es: string, de: string]>> = byName({
  m: ['Male', 'Hombre', 'Männlich'],
  f: ['Female', 'Mujer', 'Weiblich'],
  // What an inhaler is for.
  Control: ['Control', 'Control', 'Dauerbehandlung'],
  Rescue: ['Rescue', 'Rescate', 'Notfall'],
  Combination: ['Combination', 'Combinación', 'Kombination'],
  // How far goals, plans and tasks are.
  Active: ['Active', 'Activo', 'Aktiv'],
  Inactive: ['Inactive', 'Inactivo', 'Inaktiv'],
  Achieved: ['Achieved', 'Alcanzado', 'Erreicht'],
  Abandoned: ['Abandoned', 'Abandonado', 'Aufgegeben'],
  Archived: ['Given up', 'Abandonado', 'Aufgegeben'],
  InProgress: ['In progress', 'En curso', 'Begonnen'],
  Recommended: ['Not begun', 'Sin empezar', 'Nicht begonnen'],
  Completed: ['Completed', 'Terminado', 'Abgeschlossen'],
  // What a plan is about, and what tells that it works.
  Health: ['Health', 'Salud', 'Gesundheit'],
  Sleep: ['Sleep', 'Sueño', 'Schlaf'],
  Activity: ['Activity', 'Actividad', 'Bewegung'],
  Stress: ['Stress', 'Estrés', 'Stress'],
  StepsPerDay: ['Steps per day', 'Pasos al día', 'Schritte pro Tag'],
  CaloriesPerDay: ['Calories per day', 'Calorías al día', 'Kalorien pro Tag'],
  ExerciseHoursPerWeek: [
    'Hours of exercise per week',
    'Horas de ejercicio a la semana',
    'Stunden Bewegung pro Woche',
  ],
  SleepHoursPerNight: ['Hours of sleep per night', 'Horas de sueño por noche', 'Stunden Schlaf pro Nacht'],
  MinutesToFallAsleepPerNight: [
    'Minutes to fall asleep per night',
    'Minutos para dormirse por noche',
    'Minuten bis zum Einschlafen pro Nacht',
  ],
  Other: ['Other', 'Otro', 'Sonstiges'],
  // When a task is due.
  Zoned: ['At a time in a time zone', 'A una hora de una zona horaria', 'Zu einer Uhrzeit einer Zeitzone'],
  Local: ['At a time wherever one is', 'A una hora del lugar donde se esté', 'Zur Ortszeit'],
  Unscheduled: ['Not at a set time', 'Sin hora fijada', 'Ohne feste Zeit'],
  Anytime: ['At any time', 'A cualquier hora', 'Jederzeit'],
  None: ['Not repeated', 'Sin repetición', 'Ohne Wiederholung'],
  Minute: ['Every minute', 'Cada minuto', 'Jede Minute'],
  Hourly: ['Every hour', 'Cada hora', 'Stündlich'],
  Daily: ['Every day', 'Cada día', 'Täglich'],
  Weekly: ['Every week', 'Cada semana', 'Wöchentlich'],
  Monthly: ['Every month', 'Cada mes', 'Monatlich'],
  Yearly: ['Every year', 'Cada año', 'Jährlich'],
  // How a task is tracked, and what an entry says of it.
  Manual: ['By hand', 'A mano', 'Von Hand'],
  Auto: ['By itself', 'Automáticamente', 'Von selbst'],
  HealthVaultItem: ['By an item of the record', 'Por un dato del historial', 'Durch einen Eintrag der Akte'],
  Frequency: ['How often it was done', 'Cuántas veces se hizo', 'Wie oft erledigt'],
  Scheduled: ['By its schedule', 'Según su horario', 'Nach Zeitplan'],
  Occurrence: ['Done once', 'Hecho una vez', 'Einmal erledigt'],
  Completion: ['Task completed', 'Tarea terminada', 'Aufgabe abgeschlossen'],
  OutOfWindow: ['Done outside its time', 'Hecho fuera de su hora', 'Außerhalb der Zeit erledigt'],
  NonOccurrence: ['Not done', 'No hecho', 'Nicht erledigt'],
  // How a package is encrypted.
  none: ['None', 'Ninguno', 'Keine'],
  'hmac-sha1-3des': ['Triple DES with HMAC-SHA1', 'Triple DES con HMAC-SHA1', 'Triple-DES mit HMAC-SHA1'],
  'hmac-sha256-aes256': ['AES-256 with HMAC-SHA256', 'AES-256 con HMAC-SHA256', 'AES-256 mit HMAC-SHA256'],
});

export function valueText(value: string, language: Language): string {
  return named[value]?.[{ en: 0, es: 1, de: 2 }[language]] ?? value;
}

/** Every value that has names, for the test that compares them with the definitions. */
export const namedValues: readonly string[] = Object.keys(named);
