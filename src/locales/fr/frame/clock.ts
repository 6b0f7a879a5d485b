// Whose clock the times of a page are of. What the vault notes is told in the reader's time zone; the times that items hold are
// of no time zone, and stay as they were written down. A page that shows times says it once.
import type { Begun } from '../../areas.ts';
import type { clockWords as english } from '../../en/frame/clock.ts';

export const clockWords: Begun<typeof english> = {
  vault: zone => `Les heures sont celles de ce fuseau : ${zone}.`,
  items: 'Les heures sont celles qui ont été notées.',
  item: zone =>
    `Ses propres heures sont celles qui ont été notées ; l’heure d’ajout et de modification est celle de ce fuseau : ${zone}.`,
};
