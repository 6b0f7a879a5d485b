// Addresses of the Shell that an application sends people to.
import type { CreationInfo } from './connect.ts';

export type ShellTarget =
  | 'APPAUTH'
  | 'APPREDIRECT'
  | 'APPSIGNOUT'
  | 'AUTH'
  | 'CONNECT'
  | 'CREATEACCOUNT'
  | 'CREATEAPPLICATION'
  | 'CREATERECORD'
  | 'EDITRECORD'
  | 'HELP'
  | 'MANAGEACCOUNT'
  | 'PICKUP'
  | 'RECONCILE'
  | 'RECORDLIST'
  | 'SHAREDAPPDETAILS'
  | 'SHARERECORD'
  | 'VIEWITEMS';

/**
 * An address of the Shell, where a person does what the target says and comes back from.
 * @example
 * const address = shellUrl('https://vault.example', 'AUTH', { appid: 'mine', actionqs: '/next' });
 * console.log(address.slice(21)); // /redirect.aspx?target=AUTH&targetqs=appid%3Dmine%26actionqs%3D%252Fnext
 */
export function shellUrl(
  shell: string,
  target: ShellTarget,
  parameters: Readonly<Record<string, string | undefined>> = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  const outer = new URLSearchParams({ target, targetqs: query.toString() });
  return `${shell.replace(/\/+$/, '')}/redirect.aspx?${outer}`;
}

/**
 * Where a person lets a device make its own application, after `newApplicationCreationInfo()`.
 * @example
 * const creation = await connect({ platformUrl, appId: sodaMasterId }).newApplicationCreationInfo();
 * const device = { masterAppId: sodaMasterId, creation, deviceName: 'Bathroom scale' };
 * console.log(createApplicationUrl(shell, device).includes('target=CREATEAPPLICATION')); // true
 */
export function createApplicationUrl(
  shell: string,
  { masterAppId, creation, deviceName }: { masterAppId: string; creation: CreationInfo; deviceName: string },
): string {
  const parameters = {
    appid: masterAppId,
    appCreationToken: creation.appToken,
    instanceName: deviceName,
    ismra: 'false',
  };
  return shellUrl(shell, 'CREATEAPPLICATION', parameters);
}
