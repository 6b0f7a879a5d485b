// Hands mail to a mail server by SMTP, with nodemailer. Off this machine only over TLS.
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import { type Mail, type Mailer, MailProblem } from '../../core/mail/mail.ts';
import { isLoopback } from '../../core/web-address.ts';

export interface SmtpSettings {
  /** smtp://user:password@host:port, or smtps. */
  readonly url: string;
  /** Certificates in PEM form that are trusted besides the usual ones. */
  readonly ca: string | undefined;
  /** The address that bounces go to. */
  readonly from: string;
}

export function makeSmtpMailer(settings: SmtpSettings): Mailer {
  const loading = { transport: undefined as Promise<Transport> | undefined };
  const transport = () => {
    loading.transport ??= load(settings);
    return loading.transport;
  };
  return {
    async send(mail) {
      const { sendMail } = await transport();
      await sendMail(messageOf(mail, settings.from)).catch(error => {
        throw problemOf(error);
      });
    },
    async check() {
      const { verify } = await transport();
      await verify().catch(error => {
        throw problemOf(error);
      });
    },
  };
}

interface Transport {
  sendMail(message: ReturnType<typeof messageOf>): Promise<unknown>;
  verify(): Promise<unknown>;
}

/** Loaded when the first mail goes out: most commands never send one. */
async function load(settings: SmtpSettings): Promise<Transport> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport(optionsOf(settings));
  return {
    sendMail: message => transport.sendMail(message),
    verify: () => transport.verify(),
  };
}

const connectMs = 10_000;
const silenceMs = 20_000;

function optionsOf({ url, ca }: SmtpSettings): SMTPTransport.Options {
  const { protocol, hostname, port, username, password } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const secure = protocol === 'smtps:';
  const isHere = isLoopback(hostname);
  return {
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !isHere,
    // Nobody stands between a machine and itself, and a mail server there seldom has a certificate that counts.
    tls: { rejectUnauthorized: !isHere, minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) },
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function messageOf({ id, from, replyTo, to, subject, text, html, locale }: Mail, bouncesTo: string) {
  const domain = bouncesTo.slice(bouncesTo.lastIndexOf('@') + 1);
  return {
    from: { ...from },
    ...(from.address !== bouncesTo && { sender: bouncesTo }),
    ...(replyTo && { replyTo: { ...replyTo } }),
    to: { ...to },
    subject,
    text: text ?? (html === undefined ? '' : undefined),
    html,
    messageId: `<${id}@${domain}>`,
    envelope: { from: bouncesTo, to: to.address },
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(locale !== undefined && { 'Content-Language': locale }),
    },
  };
}

/** The server's own words may hold addresses, so only its number is kept. */
function problemOf(error: unknown): MailProblem {
  const { code = 'unknown', responseCode } = error as { code?: string; responseCode?: number };
  const name = responseCode === undefined ? code : `${code} ${responseCode}`;
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (isAboutMail)
    return new MailProblem(responseCode !== undefined && responseCode < 500 ? 'later' : 'refused', name);
  return new MailProblem('unreachable', name);
}
