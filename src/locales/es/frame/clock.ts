// Whose clock the times of a page are of. What the vault notes is told in the reader's time zone; the times that items hold are
// of no time zone, and stay as they were written down. A page that shows times says it once.
import type { clockWords as english } from '../../en/frame/clock.ts';

export const clockWords: typeof english = {
  vault: zone => `Las horas están en ${zone}.`,
  items: 'Las horas son las que se anotaron.',
  item: zone => `Sus propias horas son las que se anotaron; cuándo se añadió y se cambió está en ${zone}.`,
};
