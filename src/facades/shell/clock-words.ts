// Whose clock the times of a page are of. What the vault notes is in UTC; the times that items hold are of no time zone, and
// stay as they were written down. A page that shows times says it once.
import { words } from './language.ts';

export const clockWords = words({
  en: {
    vault: 'Times are in UTC.',
    items: 'Times are as they were written down.',
    item: 'Its own times are as they were written down; when it was added and changed is in UTC.',
  },
  es: {
    vault: 'Las horas están en UTC.',
    items: 'Las horas son las que se anotaron.',
    item: 'Sus propias horas son las que se anotaron; cuándo se añadió y se cambió está en UTC.',
  },
  de: {
    vault: 'Uhrzeiten in UTC.',
    items: 'Uhrzeiten stehen da, wie sie eingetragen wurden.',
    item: 'Seine eigenen Uhrzeiten stehen da, wie sie eingetragen wurden; wann er hinzugefügt und geändert wurde, steht in UTC.',
  },
});
