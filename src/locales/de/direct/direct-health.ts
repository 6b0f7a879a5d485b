// The words of the operator’s page of Direct.
import type { directHealthWords as english } from '../../en/direct/direct-health.ts';
import { pickPlural } from '../../plural.ts';

export const directHealthWords: typeof english = {
  lead: 'Verschlüsselte Post zwischen Ärzten und den Menschen dieses Tresors. Von dem, was sie schreiben, steht hier nichts.',
  off: 'Direct ist nicht eingerichtet',
  offText: 'Es braucht eine eigene Domain, einen SMTP-Port, den andere erreichen, und diese Befehle:',
  steps: [
    {
      command: 'keepwell direct setup',
      text: 'macht Schlüssel und Zertifikate und gibt die Einstellungen und die DNS-Einträge aus',
    },
    { command: 'keepwell direct check', text: 'sieht nach, ob andere sie finden' },
    { command: 'keepwell direct trust', text: 'sagt, wem dieser Tresor vertraut, für Absender zu bürgen' },
  ],
  manual: 'Direct in der Dokumentation',
  setUp: 'Wie es eingerichtet ist',
  domain: 'Domain',
  certificate: 'Zertifikat der Domain',
  until: day => `bis ${day}`,
  none: 'keines',
  ofAddresses: 'Zertifikate einzelner Adressen',
  authority: 'Eigene Zertifizierungsstelle',
  trust: 'Wem er vertraut',
  anchors: count => pickPlural('de', count, { one: '1 Vertrauensanker', other: `${count} Vertrauensanker` }),
  readAt: moment => `gelesen ${moment}`,
  notRead: problem => `ließ sich nicht lesen: ${problem}`,
  noCertificate:
    'Die Domain hat kein Zertifikat, das gerade gilt: Nichts lässt sich unterschreiben. Siehe keepwell direct setup.',
  endsSoon: 'Das Zertifikat der Domain endet binnen eines Monats. Siehe keepwell direct certificate.',
  noTrust:
    'Er vertraut noch niemandem: Jeder Absender gilt als nicht bestätigt. Siehe keepwell direct trust.',
  queue: 'Herein und hinaus',
  waiting: 'Warten darauf, gesendet zu werden',
  failing: 'davon ohne Erfolg versucht',
  failed: 'In den letzten sieben Tagen aufgegeben',
  lastReceived: 'Zuletzt angekommen',
  lastSent: 'Zuletzt gesendet',
  lastFailed: 'Zuletzt aufgegeben',
  why: 'Warum',
  never: 'nie',
};
