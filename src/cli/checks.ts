// What must be right before a vault can be served. `serve` refuses by these, `doctor` reports them.
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Config } from '../config.ts';
import { isProduction } from '../data-folder.ts';
import { makeFolder } from '../make-folder.ts';
import { explain, Failure } from './explain.ts';

/** Each answers what is wrong and how to mend it, or undefined. */
export function findProductionProblem({
  data,
  mode,
  publicUrl,
  tls,
  trustedProxies,
}: Config): string | undefined {
  if (mode !== 'production') return undefined;
  if (!publicUrl.startsWith('https:')) {
    return (
      'A production vault needs https: give --tls-cert and --tls-key, or --public-url https://… with --trusted-proxies. ' +
      (isProduction(data)
        ? 'This vault has been in production and stays so; for a sandbox name another folder with --data.'
        : 'To try Keepwell on this machine, use --mode sandbox.')
    );
  }
  if (!tls && trustedProxies.length === 0) {
    return `Nothing does https for ${publicUrl}: give --tls-cert and --tls-key, or name the proxies that do with --trusted-proxies.`;
  }
  return undefined;
}

/** Makes the folder if it is not there. */
export function findDataFolderProblem(data: string): string | undefined {
  try {
    if (!existsSync(data)) makeFolder(data, 0o700);
    if (!statSync(data).isDirectory()) return `${data} is not a folder. Name another with --data.`;
    accessSync(data, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return `The data folder ${data} cannot be written: ${explain(error)} Name another with --data.`;
  }
  return undefined;
}

/** A file of settings is wherever the operator likes, so that it has to keep its secrets itself. */
export function findSecretsProblem({ secretsFile }: Config): string | undefined {
  if (secretsFile === undefined || !isOpenToOthers(secretsFile)) return undefined;
  return `${secretsFile} holds secrets and can be read by others. Run: chmod 600 ${secretsFile}`;
}

export function findSmtpCaProblem({ smtp }: Config['mail']): string | undefined {
  if (smtp?.ca === undefined) return undefined;
  try {
    createSecureContext({ ca: readFileSync(smtp.ca) });
  } catch (error) {
    return `The file of smtp-ca cannot be used. ${explain(error)}`;
  }
  return undefined;
}

export function findTlsProblem(tls: Config['tls']): string | undefined {
  if (!tls) return undefined;
  let cert: Buffer;
  let key: Buffer;
  try {
    cert = readFileSync(tls.cert);
    key = readFileSync(tls.key);
  } catch (error) {
    return `A TLS file cannot be read. ${explain(error)}`;
  }
  try {
    createSecureContext({ cert, key });
  } catch {
    return `${tls.cert} and ${tls.key} are not a certificate and its private key in PEM form.`;
  }
  return undefined;
}

export function isOpenToOthers(path: string): boolean {
  return process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;
}

export function demandNone(problem: string | undefined): string {
  if (problem !== undefined) throw new Failure(problem);
  return '';
}
