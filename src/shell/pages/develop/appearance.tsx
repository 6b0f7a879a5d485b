// The logos and statements of an application, language by language: shown, given, removed, taken back. Part of the tab
// Information; the forms are in appearance-forms.tsx.

import { getNamed } from '../../../assume.ts';
import type { AppTextKind } from '../../../core/applications/app-text.ts';
import { proposedLogoKinds } from '../../../core/applications/app-text.ts';
import {
  getProposedKind,
  type LogoKind,
  logoKinds,
  replaceWithProposedLogos,
} from '../../../core/applications/logos.ts';
import {
  changeOwnFile,
  isLogo,
  type OwnFile,
  type OwnFileKind,
  ownFileKinds,
  statementKinds,
  takeBackLogo,
} from '../../../core/applications/own-files.ts';
import { isApproved } from '../../../core/applications/proposal.ts';
import { listTextLanguages } from '../../../core/applications/translate.ts';
import { Fault } from '../../../core/faults.ts';
import type { Reader, Writer } from '../../../core/store.ts';
import type { Vault } from '../../../core/vault.ts';
import type { Language } from '../../../locales/language.ts';
import { appChangesWords, appearanceWords, meanwhileWords } from '../../../locales/words.ts';
import { readMultipart, readWholeFile } from '../../items/upload/multipart.ts';
import { type FieldErrors, Input } from '../../kit/fields.tsx';
import { sendNamedLogo } from '../../kit/logo.tsx';
import { makeMarks, mergeWith, readMarks } from '../../kit/meanwhile.tsx';
import { redrawPicture } from '../../kit/redraw.ts';
import type { BodyBound } from '../../web/bounded.ts';
import { leaveNotice } from '../../web/notice.ts';
import { foreignForm, notFound, Problem } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import { saySize } from '../../web/sizes.ts';
import { isOwnForm, type ShellContext, type SignedInContext } from '../../web/visit.ts';
import {
  type FormProps,
  getFormField,
  LogoForms,
  logoBounds,
  makeLogoMark,
  type Refused,
  readStatementValues,
  StatementForm,
} from './appearance-forms.tsx';
import { findOwnApp, type OwnApp, showTab, tabHref } from './own.tsx';

/** Of a statement, which is sent percent-encoded. */
export const statementBody: BodyBound = { bytesMax: 1024 * 1024, tooLong: statementTooLong };

/** Whoever sent it sees the answer once the rest of the form was taken, and dropped. */
async function statementTooLong(c: ShellContext): Promise<Problem> {
  // A sender that breaks off sees nothing anyway.
  await c.req.raw.body?.pipeTo(new WritableStream()).catch(() => {});
  const { limits } = c.var.visit.vault;
  const told = (language: Language) => {
    const w = appearanceWords(language);
    return { title: w.tooLongTitle, text: w.tooLongText(saySize(limits.appStatementBytesMax, language)) };
  };
  const { title, text } = told('en');
  return new Problem(413, title, text, undefined, told);
}

const logoBytesMax = 1024 * 1024;

export function showAppearance(c: SignedInContext, of: OwnApp): Promise<Response> {
  return appearancePage(c, of, askedLanguage(c.req.query('language')));
}

export async function sendOwnLogo(c: SignedInContext, of: OwnApp): Promise<Response> {
  return sendNamedLogo(c, of.app.id, c.req.param('name') ?? '');
}

const tagPattern = /^([a-z]{2,8}(-[a-z0-9]{1,8}){0,3})?$/;

/** Undefined for what is no tag; empty for all languages. */
function askedLanguage(given: string | null | undefined): string | undefined {
  const tag = (given ?? '').trim().toLowerCase();
  return tagPattern.test(tag) ? tag : undefined;
}

function pageHref(of: OwnApp, language: string): string {
  return `/develop/${of.app.id}/appearance${language === '' ? '' : `?language=${language}`}`;
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
  const texts = await visit.vault.store.read(db =>
    db.applicationTexts.of(of.app.id, [...ownFileKinds, ...proposedLogoKinds]),
  );
  const inThis = (kind: AppTextKind) => texts.find(text => text.kind === kind && text.language === language);
  const errors: FieldErrors = {
    ...(asked === undefined && { language: w.badLanguage }),
    ...refused?.errors,
  };
  const shown = { visit, of, language, errors };
  return showTab(c, of, {
    tab: 'information',
    title: w.title,
    lead: w.lead,
    errors,
    content: (
      <>
        <Languages {...shown} tags={listTextLanguages(texts)} />
        <h3 class="after">{language === '' ? w.forAll : w.forLanguage(language)}</h3>
        {isApproved(visit.vault, of.app, of.entry) && <p>{w.logosWait}</p>}
        {logoKinds.map(kind => (
          <LogoForms {...shown} kind={kind} there={inThis(kind)} proposed={inThis(getProposedKind(kind))} />
        ))}
        {statementKinds.map(kind => (
          <StatementForm
            {...shown}
            kind={kind}
            there={inThis(kind)}
            refused={refused?.kind === kind ? refused : undefined}
          />
        ))}
        <p class="after">
          <a href={tabHref(of, 'information')}>{w.back}</a>
        </p>
      </>
    ),
  });
}

function Languages({ visit, of, tags, language, errors }: FormProps & { tags: readonly string[] }) {
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

export async function saveLogo(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const w = appearanceWords(visit.language);
  const sent = await readMultipart(c.env.incoming, async (fields, file) => {
    if (!isOwnForm(c, fields)) throw foreignForm();
    const of = await findOwnApp(c);
    return { of, ...named(fields), mark: markOfLogo(fields), bytes: await readWholeFile(file, logoBytesMax) };
  });
  if (!sent) throw foreignForm();
  const { of, kind, language, mark, bytes } = sent;
  if (!isLogo(kind)) throw notFound();
  const refuse = (problem: string) => appearancePage(c, of, language, { kind, errors: { [kind]: problem } });
  if (!bytes) return refuse(w.tooLarge(saySize(logoBytesMax, visit.language)));
  if (bytes.length === 0) return refuse(w.noFile);
  const content = await redrawPicture(bytes, picture =>
    picture.resize({ ...logoBounds[kind], fit: 'inside', withoutEnlargement: true }).png(),
  );
  if (!content) return refuse(w.badPicture);
  const wished = await visit.vault.store.read(async db =>
    replaceWithProposedLogos(
      kind,
      await db.applicationTexts.of(of.app.id, [kind]),
      await db.applicationTexts.of(of.app.id, [getProposedKind(kind)]),
    ),
  );
  const contentType = wished.find(other => other.language !== language)?.contentType ?? 'image/png';
  const drawn = await inType(content, contentType);
  return putLogo(c, of, { kind, language, file: { contentType, content: drawn } }, mark);
}

/** What masters registered may be of another type, and all languages of a logo are of one. */
async function inType(png: Buffer, contentType: string): Promise<Buffer> {
  if (contentType === 'image/png') return png;
  const drawn = await redrawPicture(png, picture =>
    contentType === 'image/gif' ? picture.gif() : picture.flatten({ background: '#ffffff' }).jpeg(),
  );
  return drawn ?? png;
}

export async function removeLogo(c: SignedInContext, of: OwnApp, form: URLSearchParams): Promise<Response> {
  const { kind, language } = named(form);
  if (!isLogo(kind)) throw notFound();
  return putLogo(c, of, { kind, language, file: undefined }, markOfLogo(form));
}

export async function takeBackLook(c: SignedInContext, of: OwnApp, form: URLSearchParams): Promise<Response> {
  const { kind, language } = named(form);
  if (!isLogo(kind)) throw notFound();
  const mark = markOfLogo(form);
  return keep(c, of, { kind, language }, async (db, vault, personId) => {
    if (await isOtherLogo(db, of, { kind, language, mark })) return logoChanged(c, kind);
    await takeBackLogo(db, vault, personId, { appId: of.app.id, kind, language });
    return appChangesWords(c.var.visit.language).takenBack;
  });
}

/** What the form of a logo was drawn with. */
function markOfLogo(form: URLSearchParams): string | undefined {
  const kind = form.get('kind') ?? '';
  return readMarks(form)[kind];
}

interface SeenLogo {
  readonly kind: LogoKind;
  readonly language: string;
  readonly mark: string | undefined;
}

/** Did somebody change it since the page was opened? */
async function isOtherLogo(db: Reader, of: OwnApp, { kind, language, mark }: SeenLogo): Promise<boolean> {
  if (mark === undefined) return false;
  const texts = await db.applicationTexts.of(of.app.id, [kind, getProposedKind(kind)]);
  const there = (of: AppTextKind) => texts.find(text => text.kind === of && text.language === language);
  return makeLogoMark(there(kind), there(getProposedKind(kind))) !== mark;
}

function logoChanged(c: ShellContext, kind: LogoKind): Clash {
  return { errors: { [kind]: meanwhileWords(c.var.visit.language).pictureChanged } };
}

function putLogo(
  c: SignedInContext,
  of: OwnApp,
  given: Omit<OwnFile<LogoKind>, 'appId'>,
  mark: string | undefined,
): Promise<Response> {
  const { kind, language, file } = given;
  const w = appearanceWords(c.var.visit.language);
  return keep(c, of, { kind, language }, async (db, vault, personId) => {
    if (await isOtherLogo(db, of, { kind, language, mark })) return logoChanged(c, kind);
    const waits = await changeOwnFile(db, vault, personId, { appId: of.app.id, ...given });
    return waits ? w.waits : file ? w.saved : w.removed;
  });
}

export async function saveStatement(
  c: SignedInContext,
  of: OwnApp,
  form: URLSearchParams,
): Promise<Response> {
  const { vault, language: read } = c.var.visit;
  const { kind, language } = named(form);
  if (isLogo(kind)) throw notFound();
  const w = appearanceWords(read);
  const text = (form.get(kind) ?? '').replace(/\r\n?/g, '\n').trim();
  const contentType = form.get(getFormField(kind)) === 'text/html' ? 'text/html' : 'text/plain';
  const values = { [kind]: text, [getFormField(kind)]: contentType };
  const marks = readMarks(form);
  const change: Change = async (db, vault, personId) => {
    const texts = await db.applicationTexts.of(of.app.id, [kind]);
    const now = readStatementValues(
      kind,
      texts.find(other => other.language === language),
    );
    const merged = mergeWith(now, { typed: values, marks, language: read });
    if (Object.keys(merged.errors).length > 0) return { ...merged, marks: makeMarks(now) };
    const content = Buffer.from(getNamed(merged.values, kind));
    const file =
      content.length > 0 ? { contentType: getNamed(merged.values, getFormField(kind)), content } : undefined;
    await changeOwnFile(db, vault, personId, { appId: of.app.id, kind, language, file });
    return file ? w.saved : w.removed;
  };
  const isLong = Buffer.byteLength(text) > vault.limits.appStatementBytesMax;
  return keep(c, of, { kind, language, values, marks }, change, isLong);
}

/** @throws Problem */
function named(form: URLSearchParams): { kind: OwnFileKind; language: string } {
  const kind = ownFileKinds.find(other => other === form.get('kind'));
  const language = askedLanguage(form.get('language'));
  if (kind === undefined || language === undefined) throw notFound();
  return { kind, language };
}

/** What somebody else changed meanwhile, to be told; and the marks of what there is by now. */
type Clash = Pick<Refused, 'errors' | 'values' | 'marks'>;

/** @returns what is told of it, or why nothing was done */
type Change = (db: Writer, vault: Vault, personId: string) => Promise<string | Clash>;

async function keep(
  c: SignedInContext,
  of: OwnApp,
  given: Omit<Refused, 'errors'> & { readonly language: string },
  change: Change,
  isLong = false,
): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = appearanceWords(language);
  const { appStatementBytesMax, appLanguagesMax } = vault.limits;
  try {
    const told = await vault.store.write(db => change(db, vault, person.id));
    if (typeof told !== 'string') return appearancePage(c, of, given.language, { ...given, ...told });
    leaveNotice(c, { text: told });
  } catch (error) {
    if (!(error instanceof Fault) || error.reason === 'accessDenied') throw error;
    const problem =
      error.reason === 'contentTypeUnsupported'
        ? isLogo(given.kind)
          ? w.otherPicture
          : w.otherForm
        : isLong
          ? w.tooLong(saySize(appStatementBytesMax, language))
          : w.tooMany(appLanguagesMax);
    return appearancePage(c, of, given.language, { ...given, errors: { [given.kind]: problem } });
  }
  return goTo(c, pageHref(of, given.language));
}
