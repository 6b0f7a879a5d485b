// What people call the values of fixed lists: those whose name does not say it, in three languages. Others are named by
// their own words.
import type { Language } from '../../language.ts';

const named: Readonly<Record<string, readonly [en: string, es: string, de: string]>> = {
  m: ['Male', 'Hombre', 'Männlich'],
  f: ['Female', 'Mujer', 'Weiblich'],
  Active: ['Active', 'Activo', 'Aktiv'],
  Achieved: ['Achieved', 'Alcanzado', 'Erreicht'],
  Abandoned: ['Abandoned', 'Abandonado', 'Aufgegeben'],
  Archived: ['Given up', 'Abandonado', 'Aufgegeben'],
  InProgress: ['In progress', 'En curso', 'Begonnen'],
  Recommended: ['Not begun', 'Sin empezar', 'Nicht begonnen'],
  Completed: ['Completed', 'Terminado', 'Abgeschlossen'],
};

export function valueText(value: string, language: Language): string {
  const known = named[value];
  if (known) return known[{ en: 0, es: 1, de: 2 }[language]]!;
  const spaced = value.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[-_]/g, ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1).toLowerCase();
}
