import { expect, test } from 'vitest';
import type { Application } from '../../../core/applications/application.ts';
import type { Instance } from '../../../core/instance.ts';
import { listClientSettings } from './settings.ts';

const appId = '9ca84d74-1473-471d-9407-0cc7b6a3c2ae';
const instance = {
  platformUrl: 'https://vault.example/platform/wildcat.ashx',
  shellUrl: 'https://vault.example',
} as Instance;

function settingsOf(kind: Application['kind'], client: string): string {
  const all = listClientSettings({ id: appId, kind } as Application, instance);
  return all.find(other => other.client === client)!.text;
}

/** `name=value`, one a line. */
function properties(text: string): Record<string, string> {
  const lines = text.split('\n').filter(line => !line.startsWith('#'));
  return Object.fromEntries(lines.map(line => line.split(/=(.*)/, 2) as [string, string]));
}

test('both ASP.NET SDKs find their keys, with the folder of the platform, to which they add the handler', () => {
  const keys = Object.fromEntries(
    [...settingsOf('web', 'net').matchAll(/<add key="([^"]*)" value="([^"]*)" \/>/g)].map(
      ([, key, value]) => [key, value],
    ),
  );
  for (const prefix of ['', 'HV_'])
    expect(keys).toMatchObject({
      [`${prefix}ApplicationId`]: appId,
      [`${prefix}HealthServiceUrl`]: 'https://vault.example/platform/',
      [`${prefix}ShellUrl`]: 'https://vault.example/',
      [`${prefix}ApplicationCertificateFilename`]: 'app.pfx',
      [`${prefix}ApplicationCertificatePassword`]: '',
    });
});

test('the Java library on a server reads hv-application.properties', () => {
  const text = settingsOf('web', 'java');
  expect(text).toContain('hv-application.properties');
  expect(properties(text)).toEqual({
    'app.id': appId,
    'healthvault.url': 'https://vault.example/platform/wildcat.ashx',
    'shell.url': 'https://vault.example',
    'keystore.filename': '/app.jks',
    'keystore.keyname': 'app',
    'keystore.password': 'changeit',
  });
});

test('the Java library on a device reads settings.props', () => {
  const text = settingsOf('soda-master', 'java');
  expect(text).toContain('settings.props');
  expect(properties(text)).toEqual({
    'master-app-id': appId,
    'service-url': 'https://vault.example/platform/wildcat.ashx',
    'shell-url': 'https://vault.example',
    'is-multi-instance-aware': 'true',
    'is-mra': 'false',
  });
});

test('the .NET Standard SDK and the iOS SDK are told their properties', () => {
  const net = settingsOf('soda-master', 'netStandard');
  for (const line of [
    `MasterApplicationId = Guid.Parse("${appId}")`,
    'DefaultHealthVaultUrl = new Uri("https://vault.example/platform/")',
    'DefaultHealthVaultShellUrl = new Uri("https://vault.example/")',
  ])
    expect(net).toContain(line);
  const ios = settingsOf('soda-master', 'ios');
  for (const line of [
    `masterApplicationId = [[NSUUID alloc] initWithUUIDString:@"${appId}"]`,
    'defaultHealthVaultUrl = [NSURL URLWithString:@"https://vault.example/platform/"]',
    'defaultShellUrl = [NSURL URLWithString:@"https://vault.example"]',
  ])
    expect(ios).toContain(line);
});
