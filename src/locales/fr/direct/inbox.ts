// The words of the inbox of Direct messages, and of who sent them.
import type { Begun } from '../../areas.ts';
import type { inboxWords as english } from '../../en/direct/inbox.ts';
import { pickPlural } from '../../plural.ts';

export const inboxWords: Begun<typeof english> = {
  title: 'Messages',
  lead: 'Du courrier entre vous et vos médecins, par Direct : chiffré, et signé par qui l’envoie.',
  yours: 'Votre adresse Direct :',
  giveIt: 'La donner à un médecin',
  getOne: 'Obtenir une adresse Direct',
  write: 'Écrire un message',
  folders: {
    inbox: 'Boîte de réception',
    unknown: 'Expéditeurs inconnus',
    sent: 'Envoyés',
    record: 'Dans le dossier',
    spam: 'Indésirables',
    bin: 'Corbeille',
  },
  sections: 'Dossiers de messages',
  unread: count => pickPlural('fr', count, { one: `${count} non lu`, other: `${count} non lus` }),
  leads: {
    unknown:
      'D’expéditeurs que vous n’avez pas encore acceptés. Rien n’en est dans votre dossier. Acceptez ceux que vous connaissez, refusez les autres.',
    spam: 'D’expéditeurs que vous avez refusés, et ce qui est arrivé sans chiffrement : n’importe qui peut l’avoir écrit.',
    bin: 'Ce que vous avez jeté. Au bout de 30 jours, c’est supprimé pour de bon.',
  },
  empty: {
    inbox: ['Pas encore de messages', 'Ce que vos médecins envoient à votre adresse Direct arrive ici.'],
    unknown: [
      'Personne n’attend',
      'Qui vous écrit pour la première fois attend ici jusqu’à ce que vous l’acceptiez.',
    ],
    spam: [
      'Rien ici',
      'Ce qu’envoient les expéditeurs que vous refusez arrive ici, et ce qui est arrivé sans chiffrement.',
    ],
    bin: ['La corbeille est vide', 'Les messages que vous jetez arrivent ici.'],
  },
  isNew: 'Nouveau',
  noSubject: '(sans objet)',
  hasFiles: 'Avec pièces jointes',
  inRecord: 'Dans le dossier',
  waiting: count =>
    pickPlural('fr', count, {
      one: `${count} message d’un expéditeur que vous ne connaissez pas attend.`,
      other: `${count} messages d’expéditeurs que vous ne connaissez pas attendent.`,
    }),
  lookAtThem: 'Les voir',
  older: 'Messages plus anciens',
  newest: 'Messages les plus récents',
  verifiedAs: name => `Vérifié : ${name}`,
  unverified: 'Non vérifié',
  subjectUnsure: 'Objet non signé',
};
