// The certificates of an application: made in the browser, uploaded, or pasted; removed after a question.

import type { X509Certificate } from 'node:crypto';
import type { Certificate } from '../../../core/applications/application.ts';
import { addOwnCertificate, removeOwnCertificate } from '../../../core/applications/configure.ts';
import { rsaBitsMin } from '../../../core/applications/register.ts';
import { Fault } from '../../../core/faults.ts';
import { makeReadableName } from '../../../core/printable.ts';
import { getCertificateFacts, readOneCertificate } from '../../../core/x509.ts';
import type { Language } from '../../../locales/language.ts';
import { frameWords, rulesWords } from '../../../locales/words.ts';
import { type FieldErrors, Input, TextArea } from '../../kit/fields.tsx';
import { Empty, showQuestion, Table } from '../../kit/kit.tsx';
import { Form } from '../../kit/layout.tsx';
import { dayThere } from '../../web/clock.ts';
import { leaveNotice } from '../../web/notice.ts';
import { foreignForm, notFound } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import { isOwnForm, type ShellContext, type SignedInContext, type Visit } from '../../web/visit.ts';
import { isProved } from '../accounts/prove.tsx';
import { getBrowserFile, getCommandFiles } from './key-file.ts';
import { findOwnApp, type OwnApp, showTab, tabHref } from './own.tsx';
import { ProveLink, proveAgain } from './prove-first.tsx';

export function showCertificates(c: SignedInContext, of: OwnApp): Promise<Response> {
  return certificatesPage(c, of);
}

async function certificatesPage(c: ShellContext, of: OwnApp, errors: FieldErrors = {}): Promise<Response> {
  const { visit } = c.var;
  const w = rulesWords(visit.language);
  const certificates = await visit.vault.store.read(async db => {
    const admins = await db.appAdmins.of(of.app.id);
    const told: Given[] = [];
    for (const certificate of await db.applications.certificates(of.app.id)) {
      const { addedBy } = certificate;
      const name = addedBy && (await db.people.byId(addedBy))?.name;
      told.push({ certificate, name, isAdmin: admins.some(({ personId }) => personId === addedBy) });
    }
    return told;
  });
  return showTab(c, of, {
    tab: 'certificates',
    lead: w.certificatesLead,
    errors,
    content: (
      <>
        {of.app.kind === 'soda-master' && <p>{w.sodaHint}</p>}
        {certificates.length > 0 ? (
          <Certificates visit={visit} of={of} certificates={certificates} />
        ) : (
          of.app.kind !== 'soda-master' && <Empty title={w.noCertificate} text={w.noCertificateText} />
        )}
        {isProved(c) ? (
          <Adding visit={visit} of={of} errors={errors} />
        ) : (
          <ProveLink of={of} tab="certificates" text={w.addOne} />
        )}
      </>
    ),
  });
}

/** The ways to a certificate. */
function Adding({ visit, of, errors }: { visit: Visit; of: OwnApp; errors: FieldErrors }) {
  const w = rulesWords(visit.language);
  const { optional } = frameWords(visit.language);
  return (
    <>
      <Maker visit={visit} of={of} />
      <section>
        <h3>{w.upload}</h3>
        <Form visit={visit} action={tabHref(of, 'certificates')} upload>
          <Input
            name="file"
            label={w.file}
            hint={w.fileHint}
            type="file"
            accept=".pem,.cer,.crt,.der,application/x-x509-ca-cert"
            errors={errors}
            optional={optional}
          />
          <TextArea name="pem" label={w.pem} rows={5} errors={errors} optional={optional} />
          <button type="submit">{w.addButton}</button>
        </Form>
      </section>
      <details class="more">
        <summary>{w.withoutScript}</summary>
        <p>{w.withoutScriptText}</p>
        <pre class="detail">
          {`openssl req -x509 -newkey rsa:2048 -nodes -days 1095 \\
  -subj "/CN=${commonName(of)}" \\
  -keyout ${getCommandFiles(of.app.id).key} -out ${getCommandFiles(of.app.id).certificate}`}
        </pre>
        <pre class="detail">{`npx keepwell cert create --app-id ${of.app.id}`}</pre>
      </details>
    </>
  );
}

/** As HealthVault's clients look for it in the certificate store. */
function commonName({ app }: OwnApp): string {
  return `WildcatApp-${app.id}`;
}

/** A certificate, and who gave it where that is known. */
interface Given {
  readonly certificate: Certificate;
  readonly name: string | undefined;
  readonly isAdmin: boolean;
}

function giver({ certificate, name, isAdmin }: Given, language: Language): string | undefined {
  const w = rulesWords(language);
  if (certificate.addedBy === undefined) return undefined;
  if (name === undefined) return w.addedByGone;
  return isAdmin ? w.addedBy(name) : w.addedByFormer(name);
}

function Certificates({
  visit,
  of,
  certificates,
}: {
  visit: Visit;
  of: OwnApp;
  certificates: readonly Given[];
}) {
  const { language, vault } = visit;
  const w = rulesWords(language);
  const rows = certificates.map(given => {
    const { thumbprint, pem, addedAt } = given.certificate;
    const file = of.entry.certificateFiles?.[thumbprint];
    return { ...getCertificateFacts(pem), thumbprint, addedAt, file, by: giver(given, language) };
  });
  const now = vault.clock.now();
  return (
    <Table
      caption={w.certificates}
      rows={rows}
      columns={[
        { label: w.thumbprint, cell: ({ thumbprint }) => <code>{thumbprint}</code> },
        {
          label: w.subject,
          cell: ({ subject, file }) => (
            <>
              {subject}
              {file !== undefined && <span class="hint">{file}</span>}
            </>
          ),
        },
        {
          label: w.added,
          cell: ({ addedAt, by }) => (
            <>
              {dayThere(addedAt, visit)}
              {by !== undefined && <span class="hint">{by}</span>}
            </>
          ),
        },
        {
          label: w.ends,
          cell: ({ endsAt }) =>
            endsAt > now ? dayThere(endsAt, visit) : <strong>{w.ended(dayThere(endsAt, visit))}</strong>,
        },
        {
          label: w.removeCertificate,
          isAction: true,
          cell: ({ thumbprint }) => (
            <a
              href={`${tabHref(of, 'certificates')}/${thumbprint}/remove`}
              aria-label={w.removeCertificateName(thumbprint)}
            >
              {w.removeCertificate}
            </a>
          ),
        },
      ]}
    />
  );
}

/** Shown where script runs: develop-script.ts. */
function Maker({ visit, of }: { visit: Visit; of: OwnApp }) {
  const w = rulesWords(visit.language);
  return (
    <section data-maker={commonName(of)} data-now={visit.vault.clock.now()} hidden>
      <h3>{w.make}</h3>
      <p>{w.makeText}</p>
      <p>
        <button type="button" data-make>
          {w.makeButton}
        </button>
      </p>
      <div role="status">
        <p data-making hidden>
          {w.making}
        </p>
        <p class="error" data-failed hidden>
          {w.notMade}
        </p>
        <div data-made hidden>
          <p>{w.made}</p>
          <p>
            <a class="button" data-download href="#content" download={getBrowserFile(of.app.id)}>
              {w.download}
            </a>
          </p>
        </div>
      </div>
      <Form visit={visit} action={tabHref(of, 'certificates')} upload>
        <input type="hidden" name="pem" value="" />
        <input type="hidden" name="made" value="here" />
        <button type="submit" data-add hidden>
          {w.addMade}
        </button>
      </Form>
    </section>
  );
}

export async function addCertificate(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const w = rulesWords(language);
  const form = await c.req.parseBody();
  const texts = new URLSearchParams(
    Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  if (!isOwnForm(c, texts)) throw foreignForm();
  const of = await findOwnApp(c);
  if (!isProved(c)) return proveAgain(c, of, 'certificates');
  const { file } = form;
  const isFile = file instanceof File && file.size > 0;
  const sent = isFile ? Buffer.from(await file.arrayBuffer()) : Buffer.from(texts.get('pem')?.trim() ?? '');
  const field = isFile ? 'file' : 'pem';
  if (sent.length === 0) return certificatesPage(c, of, { file: w.missing });
  if (sent.includes('PRIVATE KEY')) return certificatesPage(c, of, { [field]: w.isKey });
  const certificate = readOneCertificate(sent);
  if (certificate === undefined) return certificatesPage(c, of, { [field]: w.bad });
  const before = await vault.store.read(db => db.applications.certificates(of.app.id));
  const name =
    texts.get('made') === 'here' ? getBrowserFile(of.app.id) : isFile ? nameFile(file.name, sent) : undefined;
  let added: Certificate;
  try {
    const given = { appId: of.app.id, pem: certificate.toString(), file: name };
    added = await vault.store.write(db => addOwnCertificate(db, vault, person.id, given));
  } catch (error) {
    if (!(error instanceof Fault) || error.reason !== 'certificateUnusable') throw error;
    const isFull = before.length >= vault.limits.appCertificatesMax;
    const text =
      weakKey(certificate, language) ?? (isFull ? w.tooMany(vault.limits.appCertificatesMax) : w.bad);
    return certificatesPage(c, of, { [field]: text });
  }
  const isThere = before.some(({ thumbprint }) => thumbprint === added.thumbprint);
  const text = isThere ? w.certificateThere : w.certificateAdded;
  leaveNotice(c, { text: [text, outOfTime(certificate, visit)].filter(Boolean).join(' ') });
  return goTo(c, tabHref(of, 'certificates'));
}

/** As settings name it; undefined for what they could not read. */
function nameFile(name: string, content: Buffer): string | undefined {
  const isPem = content.includes('-----BEGIN CERTIFICATE-----');
  const shown = makeReadableName(name.replace(/^.*[\\/]/, ''));
  return isPem && shown !== '' && shown.length <= fileNameMax ? shown : undefined;
}

const fileNameMax = 200;

/** Undefined where the key is no weak one of RSA. */
function weakKey({ publicKey }: X509Certificate, language: Language): string | undefined {
  const bits = publicKey.asymmetricKeyDetails?.modulusLength;
  return publicKey.asymmetricKeyType === 'rsa' && bits !== undefined && bits < rsaBitsMin
    ? rulesWords(language).weakKey(bits, rsaBitsMin)
    : undefined;
}

/** Told and not refused: applications of HealthVault's time sign with certificates that ended long ago. */
function outOfTime({ validFrom, validTo }: X509Certificate, visit: Visit): string | undefined {
  const { vault, language } = visit;
  const w = rulesWords(language);
  const now = vault.clock.now();
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
  if (to <= now) return w.addedEnded(dayThere(to, visit));
  return from > now ? w.addedEarly(dayThere(from, visit)) : undefined;
}

export async function askRemoveCertificate(c: ShellContext, of: OwnApp): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = rulesWords(language);
  const thumbprint = c.req.param('thumbprint') ?? '';
  const all = await vault.store.read(db => db.applications.certificates(of.app.id));
  if (!all.some(certificate => certificate.thumbprint === thumbprint)) throw notFound();
  return showQuestion(c, {
    title: w.removeCertificateTitle,
    text: [thumbprint, ...w.removeCertificateText],
    action: `${tabHref(of, 'certificates')}/remove`,
    fields: { thumbprint },
    button: w.removeCertificate,
    cancelHref: tabHref(of, 'certificates'),
  });
}

export async function removeCertificate(
  c: SignedInContext,
  of: OwnApp,
  form: URLSearchParams,
): Promise<Response> {
  if (!isProved(c)) return proveAgain(c, of, 'certificates');
  const { vault, person, language } = c.var.visit;
  const thumbprint = form.get('thumbprint') ?? '';
  await vault.store.write(db => removeOwnCertificate(db, vault, person.id, { appId: of.app.id, thumbprint }));
  leaveNotice(c, { text: rulesWords(language).certificateRemoved });
  return goTo(c, tabHref(of, 'certificates'));
}
