// The words for what two people changed at once.
import type { meanwhileWords as english } from '../../en/frame/meanwhile.ts';

export const meanwhileWords: typeof english = {
  isNow: text =>
    text === ''
      ? 'Jemand hat dies geleert, seit Sie die Seite geöffnet haben. Speichern Sie noch einmal, um Ihres an die Stelle zu setzen.'
      : `Jemand hat dies in „${text}“ geändert, seit Sie die Seite geöffnet haben. Speichern Sie noch einmal, um Ihres an die Stelle zu setzen.`,
  pictureChanged:
    'Jemand hat dieses Bild geändert, seit Sie die Seite geöffnet haben; nichts wurde getan. Sehen Sie es an, und tun Sie es noch einmal, wenn Sie es noch wollen.',
  proposalChanged:
    'Jemand hat geändert, was wartet, seit Sie die Seite geöffnet haben; nichts wurde zurückgenommen. Sehen Sie es noch einmal an.',
  ruleChanged:
    'Jemand hat diese Regel geändert, seit Sie die Seite geöffnet haben. Speichern Sie noch einmal, um Ihre an die Stelle zu setzen.',
  ruleGone:
    'Jemand hat diese Regel entfernt, seit Sie die Seite geöffnet haben. Speichern Sie noch einmal, um sie neu hinzuzufügen.',
  textOfGone: text =>
    `Eine Regel wurde entfernt, seit Sie die Seite geöffnet haben. Ihr Text für sie wurde nicht behalten: „${text}“`,
};
