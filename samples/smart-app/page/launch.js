// Step 1: to the vault, which asks the person. From its own pages it comes with `iss` and `launch`, which the library takes.
import { settings } from '/settings.js';

const isFromVault = new URLSearchParams(location.search).has('launch');
const { clientId, scope, iss } = settings;
await FHIR.oauth2.authorize({
  clientId,
  scope: isFromVault ? `launch ${scope.replace('launch/patient ', '')}` : scope,
  redirectUri: '/chart',
  ...(!isFromVault && { iss }),
  pkceMode: 'required',
});
