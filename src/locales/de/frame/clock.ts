// Whose clock the times of a page are of. What the vault notes is told in the reader's time zone; the times that items hold are
// of no time zone, and stay as they were written down. A page that shows times says it once.
import type { clockWords as english } from '../../en/frame/clock.ts';

export const clockWords: typeof english = {
  vault: zone => `Uhrzeiten: ${zone}.`,
  items: 'Uhrzeiten stehen da, wie sie eingetragen wurden.',
  item: zone =>
    `Seine eigenen Uhrzeiten stehen da, wie sie eingetragen wurden; wann er hinzugefügt und geändert wurde: ${zone}.`,
};
