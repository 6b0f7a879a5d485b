// The words for what stands in the way of mail, and what mends it.
import type { Begun } from '../../areas.ts';
import type { mailHealthWords as english } from '../../en/operator/mail-health.ts';
import { pickPlural } from '../../plural.ts';

export const mailHealthWords: Begun<typeof english> = {
  inMailbox:
    'aucun serveur de messagerie n’est configuré : les e-mails ne sont pas envoyés, ils se trouvent dans la',
  mailbox: 'boîte aux lettres',
  problems: 'E-mails qui ne sont pas partis',
  what: 'Ce qui s’est passé',
  copies: 'E-mails',
  waiting: count => `${count} en attente`,
  givenUp: count => pickPlural('fr', count, { one: `${count} abandonné`, other: `${count} abandonnés` }),
  latest: 'Le plus récent',
  remedy: 'Que faire',
  meanings: {
    receiver: {
      what: 'Le serveur de messagerie a refusé le destinataire',
      remedy:
        'L’adresse n’existe pas, ou le serveur n’y envoie pas. Si cela touche tous les destinataires, vérifiez que le serveur laisse mailFrom envoyer.',
    },
    full: {
      what: 'La boîte du destinataire est pleine',
      remedy: 'Il n’y a rien à réparer ici. Qui redemande reçoit un nouvel e-mail.',
    },
    later: {
      what: 'Le serveur de messagerie l’a remis à plus tard',
      remedy:
        'Un nouvel essai est fait pendant quatre jours. Si cela dure, regardez le journal du serveur : il ne permet peut-être qu’un certain nombre d’e-mails par heure.',
    },
    message: {
      what: 'Le serveur de messagerie a refusé l’e-mail lui-même',
      remedy:
        'Il le prend pour du courrier indésirable, ou ne laisse pas mailFrom envoyer. Vérifiez les enregistrements SPF et DKIM de son domaine.',
    },
    login: {
      what: 'Le serveur de messagerie a refusé l’utilisateur ou le mot de passe',
      remedy:
        'Corrigez les deux dans smtpUrl, avec %40 pour un @ et %2F pour une barre oblique, redémarrez, et exécutez keepwell doctor.',
    },
    tls: {
      what: 'La connexion n’a pas pu être sécurisée',
      remedy:
        'Indiquez smtps:// si le serveur attend TLS immédiatement (port 465), et son certificat dans smtpCa si c’est l’un des vôtres. Exécutez ensuite keepwell doctor.',
    },
    name: {
      what: 'Le nom du serveur de messagerie n’a pas été trouvé',
      remedy: 'Corrigez le nom dans smtpUrl, redémarrez, et exécutez keepwell doctor.',
    },
    away: {
      what: 'Le serveur de messagerie ne répond pas, ou son certificat n’est pas reconnu',
      remedy:
        'Vérifiez le nom et le port dans smtpUrl, si un pare-feu se trouve entre les deux, et smtpCa. Exécutez keepwell doctor : il essaie la connexion.',
    },
    key: {
      what: 'Il a été scellé avec une autre clé',
      remedy:
        'Le fichier de clé est un autre que lorsqu’il a été écrit. Remettez l’ancien si vous l’avez ; keepwell doctor dit où il se trouve.',
    },
    other: {
      what: 'Le serveur de messagerie a interrompu',
      remedy: 'Exécutez keepwell doctor, et regardez le journal du serveur.',
    },
  },
  forgotten:
    'Ce qui a été abandonné n’est plus envoyé et son texte est oublié : qui en a besoin le redemande.',
};
