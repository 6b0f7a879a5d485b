// What each kind of client has to be told of an application and its vault, ready to be copied.
import type { Application } from '../../../core/applications/application.ts';
import type { Instance } from '../../../core/instance.ts';
import { type Client, getBrowserFile, type KeyFiles, keyStorePassword } from './key-file.ts';

/** Clients that suit the application, the likeliest first. */
export function listClientSettings(
  app: Application,
  instance: Instance,
  files?: KeyFiles,
): { client: Client; text: string }[] {
  const { platformUrl, shellUrl } = instance;
  const made = getBrowserFile(app.id);
  const { key, certificate } = files ?? { key: made, certificate: made };
  const facts: Facts = { appId: app.id, platformUrl, shellUrl: slashed(shellUrl), key, certificate };
  const onDevices: readonly Client[] = ['netStandard', 'ios', 'java', 'sdk', 'curl'];
  const onServers: readonly Client[] = ['net', 'java', 'sdk', 'curl'];
  const clients = app.kind === 'soda-master' ? onDevices : onServers;
  return clients.map(client => ({ client, text: settings[client](facts, app.kind === 'soda-master') }));
}

interface Facts {
  readonly appId: string;
  readonly platformUrl: string;
  readonly shellUrl: string;
  /** Names of the files that hold them, which may be one. */
  readonly key: string;
  readonly certificate: string;
}

const settings: Readonly<Record<Client, (facts: Facts, isOnDevice: boolean) => string>> = {
  // The newer SDK, Microsoft.HealthVault.Web, reads the keys with a prefix, the classic one those without.
  net: ({ appId, platformUrl, shellUrl }) =>
    [
      '<appSettings>',
      ...['', 'HV_'].flatMap(prefix => [
        `  <add key="${prefix}ApplicationId" value="${appId}" />`,
        `  <add key="${prefix}HealthServiceUrl" value="${folder(platformUrl)}" />`,
        `  <add key="${prefix}ShellUrl" value="${shellUrl}" />`,
        `  <add key="${prefix}ApplicationCertificateFilename" value="app.pfx" />`,
        `  <add key="${prefix}ApplicationCertificatePassword" value="" />`,
      ]),
      '</appSettings>',
    ].join('\n'),
  netStandard: ({ appId, platformUrl, shellUrl }) =>
    [
      'var configuration = new HealthVaultConfiguration',
      '{',
      `    MasterApplicationId = Guid.Parse("${appId}"),`,
      `    DefaultHealthVaultUrl = new Uri("${folder(platformUrl)}"),`,
      `    DefaultHealthVaultShellUrl = new Uri("${shellUrl}")`,
      '};',
    ].join('\n'),
  // Both post to the address as it is, and put "/redirect.aspx" behind that of the Shell.
  java: ({ appId, platformUrl, shellUrl }, isOnDevice) =>
    isOnDevice
      ? [
          '# settings.props',
          `master-app-id=${appId}`,
          `service-url=${platformUrl}`,
          `shell-url=${unslashed(shellUrl)}`,
          'is-multi-instance-aware=true',
          'is-mra=false',
        ].join('\n')
      : [
          '# hv-application.properties',
          `app.id=${appId}`,
          `healthvault.url=${platformUrl}`,
          `shell.url=${unslashed(shellUrl)}`,
          'keystore.filename=/app.jks',
          'keystore.keyname=app',
          `keystore.password=${keyStorePassword}`,
        ].join('\n'),
  ios: ({ appId, platformUrl, shellUrl }) =>
    [
      'MHVConfiguration *configuration = [MHVConfiguration new];',
      `configuration.masterApplicationId = [[NSUUID alloc] initWithUUIDString:@"${appId}"];`,
      `configuration.defaultHealthVaultUrl = [NSURL URLWithString:@"${folder(platformUrl)}"];`,
      `configuration.defaultShellUrl = [NSURL URLWithString:@"${unslashed(shellUrl)}"];`,
    ].join('\n'),
  sdk: (facts, isOnDevice) => (isOnDevice ? writeDevice(facts) : writeServer(facts)).join('\n'),
  // The shell puts the time in.
  curl: ({ appId, platformUrl }) =>
    [
      `curl ${platformUrl} -H 'Content-Type: text/xml' --data-binary @- <<END`,
      '<wc-request:request xmlns:wc-request="urn:com.microsoft.wc.request"><header>',
      '<method>GetServiceDefinition</method><method-version>2</method-version>',
      `<app-id>${appId}</app-id><language>en</language><country>US</country>`,
      '<msg-time>$(date -u +%Y-%m-%dT%H:%M:%SZ)</msg-time><msg-ttl>1800</msg-ttl><version>curl</version>',
      '</header><info/></wc-request:request>',
      'END',
    ].join('\n'),
};

function writeDevice({ appId, platformUrl }: Facts): string[] {
  return [
    "import { connect } from '@keepwell/client';",
    '',
    `const master = connect({ platformUrl: '${platformUrl}', appId: '${appId}' });`,
    '// What the device is before its owner agrees: an id, a secret, and a token for the Shell.',
    'const creation = await master.newApplicationCreationInfo();',
    "console.log('The id of a device to be:', creation.appId);",
  ];
}

function writeServer({ appId, platformUrl, key, certificate }: Facts): string[] {
  const read = (file: string) => `readFileSync(${writeText(file)}, 'utf8')`;
  const files =
    key === certificate
      ? [
          '// One file, as the browser made it, has both.',
          `const pem = ${read(key)};`,
          'const credential = { certificate: pem, privateKey: pem };',
        ]
      : [`const credential = { certificate: ${read(certificate)}, privateKey: ${read(key)} };`];
  return [
    "import { readFileSync } from 'node:fs';",
    "import { connect } from '@keepwell/client';",
    '',
    ...files,
    `const app = connect({ platformUrl: '${platformUrl}', appId: '${appId}', credential });`,
    '// A first call: who lets the app in.',
    'for await (const person of app.eachPerson()) console.log(person.name);',
    "console.log('The vault answers.');",
  ];
}

function writeText(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** The ASP.NET and .NET Standard SDKs add the name of the handler. */
function folder(platformUrl: string): string {
  return platformUrl.replace(/wildcat\.ashx$/i, '');
}

function unslashed(url: string): string {
  return url.replace(/\/$/, '');
}

function slashed(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
