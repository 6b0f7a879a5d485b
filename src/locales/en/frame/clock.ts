// Whose clock the times of a page are of. What the vault notes is told in the reader's time zone; the times that items hold are
// of no time zone, and stay as they were written down. A page that shows times says it once.

export const clockWords = {
  vault: (zone: string) => `Times are in ${zone}.`,
  items: 'Times are as they were written down.',
  item: (zone: string) =>
    `Its own times are as they were written down; when it was added and changed is in ${zone}.`,
};
