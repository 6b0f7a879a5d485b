// The words of the part of an application where it is registered for SMART App Launch.
import type { Begun } from '../../areas.ts';
import type { smartTabWords as english } from '../../en/develop/smart-tab.ts';

export const smartTabWords: Begun<typeof english> = {
  lead: 'Pour les applications qui utilisent FHIR et SMART App Launch. Leur identifiant de client est celui de l’application.',
  clientType: 'Type de client',
  none: 'N’utilise pas SMART',
  types: {
    public: 'Public : dans un navigateur ou sur un téléphone',
    'confidential-symmetric': 'Confidentiel, avec un secret',
    'confidential-asymmetric': 'Confidentiel, avec une clé',
  },
  scopes: 'Portées qu’elle peut demander',
  scopesHint: 'Une par ligne, comme patient/Observation.rs ou launch/patient.',
  redirectUris: 'Adresses de retour',
  redirectUrisHint: 'Une par ligne, exactement comme l’application les envoie.',
  launchUrl: 'Adresse de lancement',
  launchUrlHint: 'Où arrive qui ouvre l’application d’ici.',
  jwksUri: 'Adresse de ses clés publiques',
  jwksUriHint: 'Pour les applications avec une clé : un JSON Web Key Set.',
  jwks: 'Ou les clés publiques elles-mêmes, en JSON',
  badKeys: 'Donnez un JSON Web Key Set avec des clés publiques.',
  together: problem => `Ensemble, cela ne va pas : ${problem}`,
  secret: 'Secret',
  hasSecret: 'Elle a un secret. Un nouveau prend sa place aussitôt.',
  noSecret: 'Elle n’a pas encore de secret, et sans lui n’obtient aucun jeton.',
  makeSecret: 'Créer un nouveau secret',
  shownOnce: 'Copiez-le maintenant : il n’est montré que cette fois.',
  back: 'Retour à SMART',
  tryIt: 'L’essayer',
  openWith: record => `L’ouvrir avec le dossier de ${record}`,
  registered: 'Enregistrée',
  itself: 'par elle-même',
};
