// The logos and statements of an application, language by language: shown, given, removed. Part of the tab Information.
import type { Hono } from 'hono';
import {
  changeOwnFile,
  isLogo,
  type LogoKind,
  logoKinds,
  type OwnFile,
  type OwnFileKind,
  ownFileKinds,
  type StatementKind,
  smallLogo,
  statementKinds,
} from '../../../core/applications/own-files.ts';
import type { AppText } from '../../../core/applications/ports.ts';
import { asPlainText } from '../../../core/applications/texts.ts';
import { languagesOfTexts } from '../../../core/applications/translate.ts';
import { Fault } from '../../../core/errors.ts';
import { drawnAnew } from '../drawn.ts';
import { type FieldErrors, Input, Select, TextArea } from '../fields.tsx';
import { frameWords } from '../frame-words.ts';
import { Form } from '../layout.tsx';
import { leaveNotice } from '../notice.ts';
import { foreignForm, notFound } from '../problem.ts';
import { goTo } from '../respond.tsx';
import { inBytes } from '../sizes.ts';
import { readMultipart, type SentFile } from '../upload/multipart.ts';
import { isOwnForm, type ShellContext, type ShellEnv, type Visit } from '../visit.ts';
import { appearanceWords } from './appearance-words.ts';
import { aboutOwn, type OwnApp, ownApp, ownAppForm, signInFirst, tabHref, tabPage } from './own.tsx';

/** Of a statement, which is sent percent-encoded. */
export const statementFormBytesMax = 1024 * 1024;

export function isStatementForm(path: string): boolean {
  return /^\/develop\/[^/]+\/statement$/.test(path);
}

/** Its form is read to the end, however large, so that the sender gets to see what is wrong. */
export function isLogoForm(path: string): boolean {
  return /^\/develop\/[^/]+\/logo$/.test(path);
}

const logoBytesMax = 1024 * 1024;

export function appearanceRoutes(app: Hono<ShellEnv>): void {
  app.get(
    '/develop/:app/appearance',
    aboutOwn((c, of) => appearancePage(c, of, askedLanguage(c.req.query('language')))),
  );
  app.get('/develop/:app/logo/:kind', aboutOwn(ownLogo));
  app.post('/develop/:app/logo', c => (c.var.visit.person ? saveLogo(c) : signInFirst(c)));
  app.post('/develop/:app/logo/remove', ownAppForm(removeLogo));
  app.post('/develop/:app/statement', ownAppForm(saveStatement));
  app.get('/app-logo/:app', anyLogo);
}

const bounds: Readonly<Record<LogoKind, { width: number; height: number }>> = {
  'small-logo': { width: 96, height: 96 },
  'large-logo': { width: 120, height: 60 },
};

const tagPattern = /^([a-z]{2,8}(-[a-z0-9]{1,8}){0,3})?$/;

/** Undefined for what is no tag; empty for all languages. */
function askedLanguage(given: string | null | undefined): string | undefined {
  const tag = (given ?? '').trim().toLowerCase();
  return tagPattern.test(tag) ? tag : undefined;
}

function pageHref(of: OwnApp, language: string): string {
  return `/develop/${of.app.id}/appearance${language === '' ? '' : `?language=${language}`}`;
}

/** What was sent, where it could not be taken. */
interface Refused {
  readonly kind: OwnFileKind;
  readonly problem: string;
  readonly text?: string;
  readonly contentType?: string;
}

async function appearancePage(
  c: ShellContext,
  of: OwnApp,
  asked: string | undefined,
  refused?: Refused,
): Promise<Response> {
  const { visit } = c.var;
  const w = appearanceWords(visit.language);
  const language = asked ?? '';
  const texts = await visit.vault.store.read(db => db.applicationTexts.of(of.app.id, ownFileKinds));
  const inThis = (kind: OwnFileKind) => texts.find(text => text.kind === kind && text.language === language);
  const errors: FieldErrors = {
    ...(asked === undefined && { language: w.badLanguage }),
    ...(refused && { [refused.kind]: refused.problem }),
  };
  return tabPage(c, of, {
    tab: 'information',
    title: w.title,
    lead: w.lead,
    errors,
    content: (
      <>
        <Languages visit={visit} of={of} tags={languagesOfTexts(texts)} language={language} errors={errors} />
        <h3>{language === '' ? w.forAll : w.forLanguage(language)}</h3>
        {logoKinds.map(kind => (
          <Logo visit={visit} of={of} kind={kind} language={language} there={inThis(kind)} errors={errors} />
        ))}
        {statementKinds.map(kind => (
          <Statement
            visit={visit}
            of={of}
            kind={kind}
            language={language}
            there={inThis(kind)}
            refused={refused?.kind === kind ? refused : undefined}
            errors={errors}
          />
        ))}
        <p class="after">
          <a href={tabHref(of, 'information')}>{w.back}</a>
        </p>
      </>
    ),
  });
}

interface PartProps {
  readonly visit: Visit;
  readonly of: OwnApp;
  readonly language: string;
  readonly errors: FieldErrors;
}

function Languages({ visit, of, tags, language, errors }: PartProps & { tags: readonly string[] }) {
  const w = appearanceWords(visit.language);
  return (
    <>
      <ul class="tabs">
        {['', ...tags].map(tag => (
          <li>
            <a href={pageHref(of, tag)} aria-current={tag === language ? 'page' : undefined}>
              {tag === '' ? w.forAll : tag}
            </a>
          </li>
        ))}
      </ul>
      <form method="get" action={pageHref(of, '')}>
        <Input name="language" label={w.language} hint={w.languageHint} maxlength={35} errors={errors} />
        <button type="submit" class="second">
          {w.show}
        </button>
      </form>
    </>
  );
}

interface LogoProps extends PartProps {
  readonly kind: LogoKind;
  readonly there: AppText | undefined;
}

function Logo({ visit, of, kind, language, there, errors }: LogoProps) {
  const w = appearanceWords(visit.language);
  const { width, height } = bounds[kind];
  const base = `/develop/${of.app.id}/logo`;
  return (
    <section>
      <h4>{w.kinds[kind]}</h4>
      {there ? (
        <p>
          <img src={`${base}/${kind}?language=${language}`} alt={w.kinds[kind]} />
        </p>
      ) : (
        <p>{w.none}</p>
      )}
      <Form visit={visit} action={base} upload>
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="language" value={language} />
        <Input
          name={kind}
          label={w.file}
          hint={w.fileHint(width, height)}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          errors={errors}
        />
        <button type="submit">{w.upload}</button>
      </Form>
      {there && (
        <Form visit={visit} action={`${base}/remove`}>
          <input type="hidden" name="kind" value={kind} />
          <input type="hidden" name="language" value={language} />
          <button type="submit" class="second">
            {w.remove}
          </button>
        </Form>
      )}
    </section>
  );
}

interface StatementProps extends PartProps {
  readonly kind: StatementKind;
  readonly there: AppText | undefined;
  readonly refused: Refused | undefined;
}

function Statement({ visit, of, kind, language, there, refused, errors }: StatementProps) {
  const w = appearanceWords(visit.language);
  const text = refused?.text ?? there?.content.toString();
  const contentType = refused?.contentType ?? there?.contentType ?? 'text/plain';
  return (
    <section>
      <h4>{w.kinds[kind]}</h4>
      {there?.contentType === 'text/html' && (
        <details class="more">
          <summary>{w.preview}</summary>
          <p class="detail">{asPlainText(there.contentType, there.content.toString())}</p>
        </details>
      )}
      <Form visit={visit} action={`/develop/${of.app.id}/statement`}>
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="language" value={language} />
        <TextArea
          name={kind}
          label={w.text}
          value={text}
          rows={6}
          errors={errors}
          optional={frameWords(visit.language).optional}
        />
        <Select
          name={`${kind}-type`}
          label={w.form}
          options={[
            { value: 'text/plain', label: w.plain },
            { value: 'text/html', label: w.html },
          ]}
          value={contentType}
          errors={errors}
        />
        <button type="submit">{w.save}</button>
      </Form>
    </section>
  );
}

async function saveLogo(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const w = appearanceWords(visit.language);
  const sent = await readMultipart(c.env.incoming, async (fields, file) => {
    if (!isOwnForm(c, fields)) throw foreignForm();
    const of = await ownApp(c);
    return { of, ...named(fields), bytes: await bytesOf(file) };
  });
  if (!sent) throw foreignForm();
  const { of, kind, language, bytes } = sent;
  if (!isLogo(kind)) throw notFound();
  const refuse = (problem: string) => appearancePage(c, of, language, { kind, problem });
  if (!bytes) return refuse(w.tooLarge(inBytes(logoBytesMax, visit.language)));
  if (bytes.length === 0) return refuse(w.noFile);
  const content = await drawnAnew(bytes, picture =>
    picture.resize({ ...bounds[kind], fit: 'inside', withoutEnlargement: true }).png(),
  );
  if (!content) return refuse(w.badPicture);
  const texts = await visit.vault.store.read(db => db.applicationTexts.of(of.app.id, [kind]));
  const contentType = texts.find(other => other.language !== language)?.contentType ?? 'image/png';
  const drawn = await inType(content, contentType);
  return put(c, of, { kind, language, file: { contentType, content: drawn } });
}

/** Undefined for more than a logo may have. */
async function bytesOf({ bytes }: SentFile): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length > logoBytesMax) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** What masters registered may be of another type, and all languages of a logo are of one. */
async function inType(png: Buffer, contentType: string): Promise<Buffer> {
  if (contentType === 'image/png') return png;
  const drawn = await drawnAnew(png, picture =>
    contentType === 'image/gif' ? picture.gif() : picture.flatten({ background: '#ffffff' }).jpeg(),
  );
  return drawn ?? png;
}

async function removeLogo(c: ShellContext, of: OwnApp, form: URLSearchParams): Promise<Response> {
  const { kind, language } = named(form);
  if (!isLogo(kind)) throw notFound();
  return put(c, of, { kind, language, file: undefined });
}

async function saveStatement(c: ShellContext, of: OwnApp, form: URLSearchParams): Promise<Response> {
  const { kind, language } = named(form);
  if (isLogo(kind)) throw notFound();
  const text = (form.get(kind) ?? '').replace(/\r\n?/g, '\n').trim();
  const contentType = form.get(`${kind}-type`) === 'text/html' ? 'text/html' : 'text/plain';
  const file = text === '' ? undefined : { contentType, content: Buffer.from(text) };
  return put(c, of, { kind, language, file }, { text, contentType });
}

/** @throws Problem */
function named(form: URLSearchParams): { kind: OwnFileKind; language: string } {
  const kind = ownFileKinds.find(other => other === form.get('kind'));
  const language = askedLanguage(form.get('language'));
  if (kind === undefined || language === undefined) throw notFound();
  return { kind, language };
}

async function put(
  c: ShellContext,
  of: OwnApp,
  given: Omit<OwnFile, 'appId'>,
  typed?: { text: string; contentType: string },
): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = appearanceWords(language);
  const { appStatementBytesMax, appLanguagesMax } = vault.limits;
  try {
    await vault.store.write(db => changeOwnFile(db, vault, person!.id, { appId: of.app.id, ...given }));
  } catch (error) {
    if (!(error instanceof Fault) || error.status === 'ACCESS_DENIED') throw error;
    const isLong = (given.file?.content.length ?? 0) > appStatementBytesMax;
    const problem =
      error.status === 'INVALID_CONTENT_TYPE'
        ? w.otherForm
        : isLong
          ? w.tooLong(inBytes(appStatementBytesMax, language))
          : w.tooMany(appLanguagesMax);
    return appearancePage(c, of, given.language, { kind: given.kind, problem, ...typed });
  }
  leaveNotice(c, { text: given.file ? w.saved : w.removed });
  return goTo(c, pageHref(of, given.language));
}

async function ownLogo(c: ShellContext, of: OwnApp): Promise<Response> {
  const kind = logoKinds.find(other => other === c.req.param('kind'));
  const language = askedLanguage(c.req.query('language'));
  if (kind === undefined) throw notFound();
  const texts = await c.var.visit.vault.store.read(db => db.applicationTexts.of(of.app.id, [kind]));
  return picture(
    c,
    texts.find(text => text.language === language),
  );
}

/** For lists of applications, which guests see too. */
async function anyLogo(c: ShellContext): Promise<Response> {
  const { vault, language } = c.var.visit;
  const logo = await vault.store.read(async db => {
    const app = await db.applications.byId(c.req.param('app') ?? '');
    return app && smallLogo(db, app, [language]);
  });
  return picture(c, logo);
}

const shownTypes = ['image/png', 'image/jpeg', 'image/gif'];

/** Masters may have registered it as it was, so browsers are told to take it for a picture only. */
function picture(c: ShellContext, logo: AppText | undefined): Response {
  if (!shownTypes.includes(logo?.contentType ?? '')) throw notFound();
  return c.body(new Uint8Array(logo!.content), 200, {
    'Content-Type': logo!.contentType!,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  });
}
