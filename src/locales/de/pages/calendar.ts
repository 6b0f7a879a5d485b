// Die Wörter der Kalender einer Akte und der Seite, die ihre Adressen anlegt.
import type { calendarWords as english } from '../../en/pages/calendar.ts';

export const calendarWords: typeof english = {
  busy: 'Beschäftigt',
  due: (vaccine, dose) => `${vaccine}, Dosis ${dose}: fällig`,
  title: 'Kalender',
  lead: 'Ein Kalenderprogramm, auf einem Telefon oder anderswo, liest einen Kalender dieser Akte an einer geheimen Adresse. Wer die Adresse hat, liest ohne Anmeldung, was sie sagt: Geben Sie jedem Programm eine eigene, damit Sie sie beenden können.',
  make: 'Einen Kalender anlegen',
  makeIt: 'Adresse anlegen',
  name: 'Name',
  nameHint: 'Wie Sie ihn nennen, etwa „mein Telefon“. Der Kalender trägt diesen Namen.',
  nameMissing: max => `Geben Sie ihm einen Namen von bis zu ${max} Zeichen.`,
  saysTitle: 'Was er sagt',
  says: { busy: 'Nur dass etwas ist', kind: 'Welche Art von Eintrag', all: 'Alles' },
  saysHints: {
    busy: 'Jeder Eintrag heißt „Beschäftigt“.',
    kind: '„Termin“, ohne mit wem, wo und warum.',
    all: 'Auch was, mit wem und wo, Namen von Impfungen und Medikamenten.',
  },
  kindsTitle: 'Was darin steht',
  kinds: { appointments: 'Termine', vaccines: 'Fällige Impfungen', doses: 'Einnahmen von Medikamenten' },
  dosesHint: 'Morgens, mittags, abends und nachts, so wie geschrieben steht, wie oft sie genommen werden.',
  kindMissing: 'Wählen Sie, was darin steht.',
  tooMany:
    'Von dieser Akte gibt es so viele Kalender, wie es geben darf. Beenden Sie einen, der nicht gebraucht wird.',
  madeBy: (person, day) => `Von ${person}, ${day}`,
  renew: 'Erneuern',
  end: 'Beenden',
  ended: 'Der Kalender ist beendet. Seine Adresse öffnet nichts mehr.',
  made: name => `Adresse von „${name}“`,
  once: 'Sie wird nur dieses eine Mal gezeigt und nirgends aufbewahrt. Wer sie hat, liest den Kalender.',
  subscribe: 'Auf diesem Gerät abonnieren',
  done: 'Fertig',
  howTo:
    'Kopieren Sie die Adresse sonst und fügen Sie sie dem Kalenderprogramm als Kalender „von URL“ hinzu. Programme sehen stündlich oder seltener nach, ob sich etwas geändert hat.',
};
