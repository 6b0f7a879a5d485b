// The words of the operator’s page of Direct.
import type { Begun } from '../../areas.ts';
import type { directHealthWords as english } from '../../en/direct/direct-health.ts';
import { pickPlural } from '../../plural.ts';

export const directHealthWords: Begun<typeof english> = {
  lead: 'Courrier chiffré entre médecins et personnes de ce coffre. Rien de ce qu’ils écrivent n’est montré ici.',
  off: 'Direct n’est pas configuré',
  offText: 'Il faut un domaine à lui, un port SMTP que d’autres atteignent, et quatre étapes :',
  manual: 'Direct dans la documentation',
  setUp: 'Comment il est configuré',
  domain: 'Domaine',
  certificate: 'Certificat du domaine',
  until: day => `jusqu’au ${day}`,
  none: 'aucun',
  ofAddresses: 'Certificats d’adresses seules',
  authority: 'Sa propre autorité',
  trust: 'À qui il fait confiance',
  anchors: count =>
    pickPlural('fr', count, { one: `${count} ancre de confiance`, other: `${count} ancres de confiance` }),
  readAt: moment => `lu ${moment}`,
  notRead: problem => `n’a pas pu être lu : ${problem}`,
  noCertificate:
    'Le domaine n’a aucun certificat valable maintenant : rien ne peut être signé. Lancez keepwell direct setup.',
  endsSoon: 'Le certificat du domaine finit dans moins d’un mois. Lancez keepwell direct certificate renew.',
  noTrust:
    'Il ne fait encore confiance à personne : chaque expéditeur est montré comme non vérifié. Lancez keepwell direct trust add.',
  queue: 'Entrées et sorties',
  waiting: 'Attendent d’être envoyés',
  failing: 'dont essayés sans succès',
  failed: 'Abandonnés ces sept derniers jours',
  lastReceived: 'Dernier reçu',
  lastSent: 'Dernier envoyé',
  lastFailed: 'Dernier abandonné',
  why: 'Pourquoi',
  never: 'jamais',
};
