// The words of writing a Direct message, and of the page that asks before it goes.
import type { Begun } from '../../areas.ts';
import type { directWriteWords as english } from '../../en/direct/direct-write.ts';

export const directWriteWords: Begun<typeof english> = {
  title: 'Écrire un message',
  replyTitle: 'Répondre',
  answerTo: subject => (/^re:/i.test(subject) ? subject : `Re: ${subject}`),
  lead: 'Un message par Direct est chiffré pour qui le reçoit, et signé comme le vôtre.',
  known: 'À',
  knownHint: 'Ceux avec qui vous avez écrit, et les contacts du dossier.',
  to: 'À',
  otherTo: 'Une autre adresse Direct',
  toHint:
    'Comme nom@direct.clinique.example ; séparez-en plusieurs par des virgules. Les adresses e-mail ordinaires ne sont pas joignables.',
  subject: 'Objet',
  text: 'Message',
  textHint: 'Pour ce qui est urgent, téléphonez : personne ne lit peut-être ceci tout de suite.',
  along: 'Ce qui part avec',
  of: name => `Du dossier de ${name}.`,
  summaries: {
    'summary-ccda': {
      label: 'Un résumé pour les logiciels des cliniques',
      hint: 'Un document C-CDA, qu’ils peuvent comparer à ce qu’ils ont.',
    },
    'summary-pdf': { label: 'Un résumé en PDF', hint: 'Pour lire et pour imprimer.' },
  },
  documents: 'Documents du dossier',
  whichDocuments: 'Lesquels partent avec ?',
  documentsHint: 'Les plus récents.',
  addDocument: 'Ajouter un document au dossier',
  addDocumentHint:
    'Il s’ouvre à côté de cette page. Puis pressez « Montrer les nouveaux documents » : ce que vous avez écrit reste.',
  showNew: 'Montrer les nouveaux documents',
  goOn: 'Continuer',
  checkTitle: 'Est-ce juste ?',
  checkLead: 'Rien n’est encore envoyé.',
  leavesTitle: 'Des données de santé quittent votre coffre',
  withinTitle: 'Des données de santé vont à d’autres dans ce coffre',
  leaves: 'Qui les reçoit en garde une copie, et vous ne pouvez pas la reprendre.',
  nothingAlong: 'Rien du dossier ne part avec : seulement ce que vous avez écrit.',
  reads: 'Qui pourra le lire',
  ofDomainHint: 'Qui gère le courrier là-bas peut le lire aussi.',
  send: 'Envoyer',
  change: 'Changer quelque chose',
  sent: 'Le message est en route.',
  noTo: 'Dites à qui il va.',
  badTo: address =>
    `« ${address} » n’est pas une adresse Direct. Elle ressemble à nom@direct.clinique.example.`,
  badPostmaster:
    'postmaster est pour d’autres serveurs de courrier. Écrivez à qui gère ce coffre à son adresse ordinaire.',
  tooManyTo: max => `Au plus ${max} personnes à la fois.`,
  noSubject: 'Donnez-lui un objet.',
  longSubject: max => `L’objet a au plus ${max} caractères.`,
  noText: 'Écrivez quelque chose, ou choisissez quelque chose qui parte avec.',
  badText: max => `Le message a au plus ${max} caractères, dont aucun invisible.`,
  problems: {
    'no-certificate': address =>
      `Aucun certificat n’a été trouvé pour ${address} : rien ne peut être chiffré pour elle. Demandez comment elle s’écrit : les adresses e-mail ordinaires n’en ont pas.`,
    'not-trusted': address =>
      `Il y a un certificat pour ${address}, mais personne à qui ce coffre fait confiance n’en répond.`,
    'look-up-failed': address =>
      `On n’a pas pu savoir s’il y a un certificat pour ${address}. Réessayez dans quelques minutes.`,
  },
  tooMuch: max => `Ce qui part avec est trop : un message contient au plus ${max}.`,
  goneThings: 'Quelque chose que vous avez choisi n’est plus là. Choisissez de nouveau.',
  tooMany: 'Vous avez envoyé autant de messages qu’on le peut en un jour. Réessayez demain.',
  noAddress:
    'Vous n’avez pas encore d’adresse Direct : personne ne pourrait répondre. Prenez-en une d’abord.',
  notQueued: 'Trop de messages de ce coffre attendent d’être envoyés. Réessayez plus tard.',
  lostCertificate: 'Le certificat de l’un d’eux n’est plus disponible. Réessayez.',
};
