// A real directory, OpenLDAP's slapd, on a free port over a folder of its own, gone when the test is done.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { tempFolder } from './process.ts';

const slapd = '/usr/sbin/slapd';

export const hasSlapd = existsSync(slapd);

export interface TestDirectory extends AsyncDisposable {
  readonly port: number;
}

/** @param people certificates, in DER, by the address they stand under @param attribute what they stand in */
export async function startDirectory(
  people: ReadonlyMap<string, readonly Buffer[]>,
  attribute = 'userCertificate;binary',
): Promise<TestDirectory> {
  const folder = tempFolder();
  const [conf, ldif, data] = ['slapd.conf', 'people.ldif', 'data'].map(name => join(folder, name));
  mkdirSync(data!);
  writeFileSync(
    conf!,
    `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${join(folder, 'pid')}
database mdb
suffix "dc=direct,dc=example"
directory ${data}
`,
  );
  const entries = [...people].map(
    ([mail, certificates], place) =>
      `dn: cn=${place},dc=direct,dc=example
objectClass: inetOrgPerson
cn: ${place}
sn: ${place}
mail: ${mail}
${certificates.map(der => `${attribute}:: ${der.toString('base64')}\n`).join('')}`,
  );
  writeFileSync(
    ldif!,
    `dn: dc=direct,dc=example\nobjectClass: dcObject\nobjectClass: organization\no: Direct\ndc: direct\n\n${entries.join('\n')}`,
  );
  const added = spawnSync('/usr/sbin/slapadd', ['-f', conf!, '-l', ldif!]);
  if (added.status !== 0) throw new Error(`slapadd: ${added.stderr}`);
  const port = await findFreePort();
  const server = spawn(slapd, ['-f', conf!, '-h', `ldap://127.0.0.1:${port}`, '-d', '0'], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>(resolve => server.once('exit', () => resolve()));
  while (!(await answers(port))) await setTimeout(50);
  return {
    port,
    async [Symbol.asyncDispose]() {
      server.kill('SIGKILL');
      await ended;
    },
  };
}

export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>(resolve => server.close(() => resolve()));
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
