// Hands a Direct message to the server of its recipient, or to a relay that the settings name, by SMTP with nodemailer. It is
// sealed by then; TLS hides who writes to whom.
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { type Envelope, RoadProblem } from '../../core/direct/outbox/roads.ts';
import { isLoopback } from '../../core/web-address.ts';
import type { Exchange } from './find-exchange.ts';

export interface SmtpOutSettings {
  /** How this server names itself. */
  readonly name: string;
  /** Where others listen: 25. */
  readonly port: number;
  /** `required`: only with a certificate that holds for the host. */
  readonly tls: 'opportunistic' | 'required';
  /** Certificates in PEM form that are trusted besides the usual ones. */
  readonly ca: string | undefined;
}

type Mail = Envelope & { readonly raw: Buffer };

/** Tries one after the other until one says yes or a no that holds. @throws RoadProblem */
export async function sendToExchanges(
  exchanges: readonly Exchange[],
  settings: SmtpOutSettings,
  mail: Mail,
  signal: AbortSignal,
): Promise<void> {
  let problem = new RoadProblem('unreachable', true);
  for (const { host, address } of exchanges) {
    if (signal.aborted) break;
    try {
      return await send(optionsOf(host, address, settings), undefined, mail, signal);
    } catch (error) {
      problem = error as RoadProblem;
      if (!problem.isPassing) throw problem;
    }
  }
  throw problem;
}

/** @param url smtp://user:password@host:port, or smtps @throws RoadProblem */
export function sendToRelay(
  url: string,
  { name, ca }: SmtpOutSettings,
  mail: Mail,
  signal: AbortSignal,
): Promise<void> {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const isHere = isLoopback(hostname);
  const options = {
    ...timeouts,
    name,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !isHere,
    tls: { rejectUnauthorized: !isHere, minVersion: 'TLSv1.2' as const, ...(ca !== undefined && { ca }) },
  };
  const login =
    username === '' ? undefined : { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return send(options, login, mail, signal);
}

const timeouts = {
  connectionTimeout: 15_000,
  greetingTimeout: 30_000,
  socketTimeout: 60_000,
  maxResponseSize: 65_536,
};

function optionsOf(
  host: string,
  address: string,
  { name, port, tls, ca }: SmtpOutSettings,
): SMTPConnectionOptions {
  const isRequired = tls === 'required';
  return {
    ...timeouts,
    name,
    host: address,
    servername: host,
    port,
    secure: false,
    requireTLS: isRequired,
    opportunisticTLS: !isRequired,
    tls: {
      rejectUnauthorized: isRequired,
      servername: host,
      minVersion: 'TLSv1.2',
      ...(ca !== undefined && { ca }),
    },
  };
}

async function send(
  options: SMTPConnectionOptions,
  login: { user: string; pass: string } | undefined,
  { from, to, raw }: Mail,
  signal: AbortSignal,
): Promise<void> {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection');
  const connection: SMTPConnection = new Connection(options);
  const stop = () => connection.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.once('end', () => reject(new RoadProblem('unreachable', true)));
      const hand = () =>
        connection.send({ from, to, size: raw.length }, raw, error => (error ? reject(error) : resolve()));
      connection.connect(error => {
        if (error) reject(error);
        else if (login) connection.login(login, refusal => (refusal ? reject(refusal) : hand()));
        else hand();
      });
      if (signal.aborted) stop();
    });
    connection.quit();
  } catch (error) {
    connection.close();
    throw problemOf(error);
  } finally {
    signal.removeEventListener('abort', stop);
    // What comes after the answer changes nothing any more.
    connection.on('error', () => {});
  }
}

/** Servers' own words may hold addresses; what is told is only what follows of their numbers. */
function problemOf(error: unknown): RoadProblem {
  if (error instanceof RoadProblem) return error;
  const {
    code,
    responseCode,
    response = '',
  } = error as {
    code?: string;
    responseCode?: number;
    response?: string;
  };
  if (code === 'ETLS') return new RoadProblem('no-tls', true);
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return new RoadProblem('unreachable', true);
  if (responseCode === undefined) return new RoadProblem('too-large', false);
  if (responseCode < 500) return new RoadProblem('put-off', true);
  if (responseCode === 552 || / 5\.3\.4 /.test(response)) return new RoadProblem('too-large', false);
  return new RoadProblem(/ 5\.1\.[1236] /.test(response) ? 'no-such-address' : 'refused', false);
}
