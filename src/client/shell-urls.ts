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

/** `shellUrl('https://vault.example', 'AUTH', { appid, actionqs: '/next?page=2' })` */
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

/** Where a person lets a device make its own application, after `newApplicationCreationInfo()`. */
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
