// Whose clock the times of a page are of. What the vault notes is told in the reader's time zone; the times that items hold are
// of no time zone, and stay as they were written down. A page that shows times says it once.
import { words } from '../../locales/language.ts';

export const clockWords = words({
  en: {
    vault: (zone: string) => `Times are in ${zone}.`,
    items: 'Times are as they were written down.',
    item: (zone: string) =>
      `Its own times are as they were written down; when it was added and changed is in ${zone}.`,
  },
  es: {
    vault: (zone: string) => `Las horas están en ${zone}.`,
    items: 'Las horas son las que se anotaron.',
    item: (zone: string) =>
      `Sus propias horas son las que se anotaron; cuándo se añadió y se cambió está en ${zone}.`,
  },
  de: {
    vault: (zone: string) => `Uhrzeiten: ${zone}.`,
    items: 'Uhrzeiten stehen da, wie sie eingetragen wurden.',
    item: (zone: string) =>
      `Seine eigenen Uhrzeiten stehen da, wie sie eingetragen wurden; wann er hinzugefügt und geändert wurde: ${zone}.`,
  },
});
