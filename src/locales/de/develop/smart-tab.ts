// The words of the part of an application where it is registered for SMART App Launch.
import type { smartTabWords as english } from '../../en/develop/smart-tab.ts';

export const smartTabWords: typeof english = {
  lead: 'Für Apps, die mit FHIR und SMART App Launch arbeiten. Ihre Client-ID ist die App-ID.',
  clientType: 'Art des Clients',
  none: 'Benutzt SMART nicht',
  types: {
    public: 'Öffentlich: im Browser oder auf einem Telefon',
    'confidential-symmetric': 'Vertraulich, mit einem Geheimnis',
    'confidential-asymmetric': 'Vertraulich, mit einem Schlüssel',
  },
  scopes: 'Scopes, um die sie bitten darf',
  scopesHint: 'Einer je Zeile, etwa patient/Observation.rs oder launch/patient.',
  redirectUris: 'Adressen für die Rückkehr',
  redirectUrisHint: 'Eine je Zeile, genau wie die App sie sendet.',
  launchUrl: 'Startadresse',
  launchUrlHint: 'Wohin kommt, wer die App von hier aus öffnet.',
  jwksUri: 'Adresse ihrer öffentlichen Schlüssel',
  jwksUriHint: 'Für Apps mit einem Schlüssel: ein JSON Web Key Set.',
  jwks: 'Oder die öffentlichen Schlüssel selbst, als JSON',
  badKeys: 'Geben Sie ein JSON Web Key Set mit öffentlichen Schlüsseln an.',
  together: problem => `Zusammen geht das nicht: ${problem}`,
  secret: 'Geheimnis',
  hasSecret: 'Sie hat ein Geheimnis. Ein neues tritt sofort an seine Stelle.',
  noSecret: 'Sie hat noch kein Geheimnis und bekommt ohne eines keine Tokens.',
  makeSecret: 'Neues Geheimnis anlegen',
  shownOnce: 'Kopieren Sie es jetzt: Es wird nur dieses Mal gezeigt.',
  back: 'Zurück zu SMART',
  tryIt: 'Ausprobieren',
  openWith: record => `Mit der Akte von ${record} öffnen`,
  registered: 'Registriert',
  itself: 'von selbst',
};
