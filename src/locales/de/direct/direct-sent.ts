// The words of Direct messages that were sent, and of how far each got.
import type { directSentWords as english } from '../../en/direct/direct-sent.ts';

export const directSentWords: typeof english = {
  lead: 'Was Sie gesendet haben, das Neueste zuerst, und wie weit es kam.',
  none: 'Noch nichts gesendet',
  noneText: 'Was Sie einer Praxis senden, steht hier, mit dem, wie weit es kam.',
  to: 'An',
  from: 'Von',
  sent: 'Gesendet',
  by: 'Durch',
  byApp: name => `Die App ${name}, in Ihrem Namen`,
  states: {
    queued: 'Wartet darauf, gesendet zu werden',
    sent: 'Gesendet',
    processed: 'Von deren System empfangen',
    delivered: 'Zugestellt',
    failed: 'Nicht zugestellt',
  },
  stateTexts: {
    queued: 'Es wartet darauf, gesendet zu werden, und wird zwei Tage lang wieder versucht.',
    sent: 'Deren Mailserver hat es angenommen. Deren System hat noch nicht gesagt, dass es sich öffnen ließ.',
    processed:
      'Deren System hat unterschrieben gesagt, dass es sich öffnen ließ und dass es Ihrer Unterschrift vertraut.',
    delivered: 'Deren System hat unterschrieben gesagt, dass es im Postfach des Empfängers liegt.',
    failed: 'Der Empfänger hat es nicht bekommen.',
  },
  problems: {
    'look-up-failed': 'Ob es ein Zertifikat gibt, ließ sich nicht herausfinden.',
    'no-certificate':
      'Für die Adresse wurde kein Zertifikat gefunden, also lässt sich nichts für sie verschlüsseln.',
    'not-trusted': 'Dem Zertifikat, das für die Adresse gefunden wurde, ist nicht zu trauen.',
    'no-such-domain': 'Was hinter dem @ steht, gibt es nicht.',
    'no-mail': 'Was hinter dem @ steht, nimmt keine Post an.',
    'private-network': 'Deren Mailserver liegt in einem privaten Netz, in das dieser Tresor nicht sendet.',
    unreachable: 'Deren Mailserver antwortet nicht.',
    'no-tls': 'Deren Mailserver verschlüsselt Verbindungen nicht, wie er muss.',
    'put-off': 'Deren Mailserver hat es aufgeschoben.',
    refused: 'Deren Mailserver hat es abgelehnt.',
    'no-such-address': 'Deren Mailserver kennt die Adresse nicht.',
    'too-large': 'Es ist zu groß für deren Mailserver.',
    'no-key': 'Dieser Tresor hat gerade kein Zertifikat, um zu unterschreiben.',
    'other-key-file': 'Dieser Tresor kann es nicht mehr öffnen: Er hat einen anderen Schlüssel als damals.',
    stopped: 'Sie haben es angehalten.',
    'their-system-failed': 'Deren System hat unterschrieben gesagt, dass es sich nicht zustellen ließ.',
    bounced: 'Deren Mailserver hat es zurückgeschickt.',
    'not-confirmed':
      'Deren System hat nicht gesagt, dass es sich öffnen ließ. Vielleicht kann es das nicht, oder es vertraut diesem Tresor nicht.',
  },
  remedies: {
    address: 'Fragen Sie, wie die Direct-Adresse geschrieben wird, und schreiben Sie eine neue Nachricht.',
    later: 'Nichts zu tun: Es wird wieder versucht. Ist es dringend, nehmen Sie das Telefon.',
    again:
      'Versuchen Sie es später wieder. Bleibt es so, fragen Sie, ob die Adresse stimmt und Direct dort funktioniert.',
    ask: 'Fragen Sie, ob es angekommen ist.',
    smaller: 'Schreiben Sie eine neue Nachricht und senden Sie weniger mit.',
    operator: 'Fragen Sie, wer diesen Tresor betreibt.',
    trust:
      'Fragen Sie, wer diesen Tresor betreibt, ob er denen vertrauen soll, die für den Empfänger bürgen.',
  },
  retry: 'Noch einmal versuchen',
  stop: 'Nicht mehr senden',
  stopTitle: 'Diese Nachricht nicht mehr senden?',
  stopText: ['Wer sie noch nicht hat, bekommt sie nicht. Was angekommen ist, lässt sich nicht zurückholen.'],
  retried: 'Es wird noch einmal versucht.',
  forgotten:
    'Was sie enthielt, ist nicht mehr da, also lässt sie sich nicht noch einmal senden. Schreiben Sie eine neue Nachricht.',
  stopped: 'Sie wird nicht mehr gesendet.',
  along: 'Mitgesendet',
  older: 'Ältere Nachrichten',
  newest: 'Neueste Nachrichten',
};
