// The words of the operator’s page of Direct.
import type { directHealthWords as english } from '../../en/direct/direct-health.ts';
import { pickPlural } from '../../plural.ts';

export const directHealthWords: typeof english = {
  lead: 'Verschlüsselte Post zwischen Ärzten und den Menschen dieses Tresors. Von dem, was sie schreiben, steht hier nichts.',
  off: 'Direct ist nicht eingerichtet',
  offText: 'Es braucht eine eigene Domain, einen Port für SMTP, den andere erreichen, und vier Schritte:',
  steps: [
    {
      command: 'keepwell direct setup --domain direct.example.org --host mail.example.org',
      text: 'macht Schlüssel und ein Zertifikat und gibt die Einträge für die Nameserver aus',
    },
    {
      command: 'directDomain, directPort',
      text: 'in den Einstellungen nennen die Domain, und wo Post hereinkommt; dann neu starten',
    },
    { command: 'keepwell direct check', text: 'sieht nach, ob andere die Einträge finden' },
    {
      command: 'keepwell direct trust add anchor.pem',
      text: 'sagt, wem dieser Tresor vertraut, für Absender zu bürgen',
    },
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
  endsSoon: 'Das Zertifikat der Domain endet binnen eines Monats. Siehe keepwell direct certificate renew.',
  noTrust:
    'Er vertraut noch niemandem: Jeder Absender gilt als nicht bestätigt. Siehe keepwell direct trust add.',
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
