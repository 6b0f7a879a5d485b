// The words of the part of an application where it is registered for SMART App Launch.
import type { smartTabWords as english } from '../../en/develop/smart-tab.ts';

export const smartTabWords: typeof english = {
  lead: 'Para aplicaciones que funcionan con FHIR y SMART App Launch. Su identificador de cliente es el de la aplicación.',
  clientType: 'Tipo de cliente',
  none: 'No usa SMART',
  types: {
    public: 'Público: en un navegador o un teléfono',
    'confidential-symmetric': 'Confidencial, con un secreto',
    'confidential-asymmetric': 'Confidencial, con una clave',
  },
  scopes: 'Ámbitos que puede pedir',
  scopesHint: 'Uno por línea, como patient/Observation.rs o launch/patient.',
  redirectUris: 'Direcciones de retorno',
  redirectUrisHint: 'Una por línea, exactamente como las envía la aplicación.',
  launchUrl: 'Dirección de inicio',
  launchUrlHint: 'Adónde llega quien abre la aplicación desde aquí.',
  jwksUri: 'Dirección de sus claves públicas',
  jwksUriHint: 'Para aplicaciones con una clave: un JSON Web Key Set.',
  jwks: 'O las claves públicas mismas, como JSON',
  badKeys: 'Indique un JSON Web Key Set con claves públicas.',
  together: problem => `Junto no es válido: ${problem}`,
  secret: 'Secreto',
  hasSecret: 'Tiene un secreto. Uno nuevo ocupa su lugar de inmediato.',
  noSecret: 'Aún no tiene secreto, y sin él no recibe tokens.',
  makeSecret: 'Crear un secreto nuevo',
  shownOnce: 'Cópielo ahora: solo se muestra esta vez.',
  back: 'Volver a SMART',
  tryIt: 'Probarla',
  openWith: record => `Abrirla con el historial de ${record}`,
  registered: 'Registrada',
  itself: 'por sí misma',
};
