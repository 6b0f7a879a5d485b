// The words of the trace of an application, and of trying it with a person of the sandbox.
import type { Begun } from '../../areas.ts';
import type { tracingWords as english } from '../../en/develop/tracing.ts';
import { pickPlural } from '../../plural.ts';

export const tracingWords: Begun<typeof english> = {
  lead: 'Ce que l’application a demandé récemment et ce qui lui a été répondu. Les secrets sont toujours masqués.',
  sandboxHint: 'Ceci est un environnement d’essai ; les valeurs sont donc montrées.',
  productionHint: 'Les valeurs des personnes sont masquées.',
  off: 'La trace est désactivée',
  offText:
    'Activez-la pour une heure, refaites ce qui échoue, et regardez ici. Elle n’est gardée qu’en mémoire.',
  start: 'Tracer pendant une heure',
  started: 'La trace est activée pour une heure.',
  longer: 'Une heure de plus',
  stop: 'Arrêter et oublier',
  stopped: 'La trace est désactivée, et ce qui a été tracé est oublié.',
  until: time => `Activée jusqu’à ${time} (UTC).`,
  refresh: 'Regarder de nouveau',
  none: 'Rien n’a encore été demandé',
  noneText: 'Appelez une méthode, ou envoyez quelqu’un vers les pages.',
  caption: 'Appels, les plus récents d’abord',
  time: 'Heure',
  what: 'Quoi',
  result: 'Résultat',
  took: 'Durée',
  size: 'Envoyé et reçu',
  ok: '0 OK',
  less: '0 OK, moins que ce qui était demandé',
  toShell: target => `Vers les pages : ${target}`,
  failed: 'Refusé',
  served: 'A continué, bien que quelque chose n’aille pas',
  granted: 'Accordé',
  unproved:
    'Rien ne prouve que cela vient de votre application : n’importe qui peut envoyer son identifiant.',
  remedy: 'Dans cet appel',
  request: 'Demande',
  reply: 'Réponse',
  notKept: 'Non gardé : c’est plus grand que ce qui est gardé, ou ce n’est pas du XML bien formé.',
  back: 'Tous les appels',
  gone: 'Cet appel n’est plus gardé.',
  ms: count => `${count} ms`,
  bytes: count => pickPlural('fr', count, { one: `${count} octet`, other: `${count} octets` }),
  trialLead:
    'Une personne avec deux ans de données, avec laquelle cette application peut travailler. Tout y est inventé.',
  trialSandboxOnly: 'En production, il n’y a que de vraies personnes.',
  trialButton: 'Créer une personne d’essai',
  trialMade: 'Ceci n’est affiché qu’une fois. Copiez ce dont vous avez besoin.',
  trialTitle: 'Personne d’essai',
  email: 'Adresse e-mail',
  password: 'Mot de passe',
  personId: 'Identifiant de la personne pour cette application (offline-person-id)',
  recordIds: 'Identifiants des dossiers pour cette application',
  userToken: 'Jeton de l’utilisateur (user auth token)',
  signInHint:
    'Connectez-vous en tant que cette personne dans un autre navigateur, ou une fenêtre privée, pour voir ce que voient les personnes.',
  noRules:
    'L’application ne demande encore rien. Ajoutez d’abord des règles, pour que la personne puisse les autoriser.',
  trialSoda:
    'Les appareils créent leur propre application. Connectez-vous en tant que cette personne quand l’appareil ouvre les pages.',
};
