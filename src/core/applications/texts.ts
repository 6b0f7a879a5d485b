// The texts and pictures of an application: checked before they are kept, chosen by language when they are read.
import { getAt, getFirst } from '../../assume.ts';
import { fault } from '../faults.ts';
import type { Limits } from '../limits/limits.ts';
import { isReadable, isVisible } from '../printable.ts';
import { convertHtmlToText } from '../records/html-text.ts';
import type { AppText, AppTextKind } from './app-text.ts';
import { readPicture } from './picture.ts';
import type { LocalFiles, LocalText } from './registration.ts';

/**
 * Texts as they are kept, one a language; what stands for all languages is the first where none is marked so.
 * @throws invalid
 */
export function checkTexts(
  limits: Limits,
  { kind, item = '' }: { kind: AppTextKind; item?: string },
  texts: readonly LocalText[],
): AppText[] {
  const lengthMax = limits.appTextLengthMax;
  const tags = languagesOf(limits, kind, texts);
  const kept = texts.map(({ text }, place): AppText => {
    if (text.trim() === '') throw fault('invalid', 'must not be blank', `${kind}:`);
    if ([...text].length > lengthMax)
      throw fault('invalid', `must have at most ${lengthMax} characters`, `${kind}:`);
    if (!(isName(kind) ? isVisible(text) : isReadable(text)))
      throw fault('invalid', 'must have no characters that cannot be seen', `${kind}:`);
    return { kind, item, language: getAt(tags, place), contentType: undefined, content: Buffer.from(text) };
  });
  const [first] = kept;
  return first === undefined || tags.includes('') ? kept : [{ ...first, language: '' }, ...kept];
}

export function isName(kind: AppTextKind): boolean {
  return kind === 'name' || kind === 'organization';
}

/** The one that stands for all languages. */
export function findDefaultText(texts: readonly AppText[]): string | undefined {
  return texts.find(({ language }) => language === '')?.content.toString();
}

/** As registrations bring them. @throws contentTypeUnsupported for languages with different types */
export function demandOneType(kind: AppTextKind, files: readonly AppText[]): LocalFiles {
  const type = files[0]?.contentType;
  if (files.some(({ contentType }) => contentType !== type))
    throw fault('contentTypeUnsupported', 'must be of the same kind in all languages.', `${kind}:`);
  return { contentType: type ?? '', files };
}

const largeLogoBounds = { width: 120, height: 60 };

/** @throws contentTypeUnsupported for what is no PNG, JPEG or GIF, or another than it claims; invalid */
export function checkLogoFiles(
  limits: Limits,
  kind: 'large-logo' | 'small-logo',
  { contentType, files }: LocalFiles,
): AppText[] {
  const claimed = contentType
    .trim()
    .toLowerCase()
    .replace(/^image\/(jpg|pjpeg)$/, 'image/jpeg')
    .replace('x-png', 'png');
  const tags = languagesOf(limits, kind, files);
  return files.map(({ content }, place) => {
    const picture = readPicture(content);
    if (picture?.contentType !== claimed)
      throw fault(
        'contentTypeUnsupported',
        'must be image/png, image/jpeg or image/gif, and what it says.',
        `${kind}:`,
      );
    const { width, height } = largeLogoBounds;
    if (kind === 'large-logo' && (picture.width > width || picture.height > height))
      throw fault('invalid', `must be at most ${width} by ${height} pixels`, `${kind}:`);
    return { kind, item: '', language: getAt(tags, place), contentType: claimed, content };
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @throws contentTypeUnsupported for anything but text/plain and text/html; invalid */
export function checkStatementFiles(
  limits: Limits,
  kind: 'privacy-statement' | 'terms-of-use' | 'dtc-success-message',
  { contentType, files }: LocalFiles,
): AppText[] {
  const type = getFirst(contentType.split(';', 1)).trim().toLowerCase();
  if (type !== 'text/plain' && type !== 'text/html')
    throw fault('contentTypeUnsupported', 'must be text/plain or text/html.', `${kind}:`);
  const bytesMax = limits.appStatementBytesMax;
  const tags = languagesOf(limits, kind, files);
  return files.map(({ content }, place) => {
    if (content.length === 0 || content.length > bytesMax)
      throw fault('invalid', `must have 1 to ${bytesMax} bytes`, `${kind}:`);
    try {
      utf8.decode(content);
    } catch {
      throw fault('invalid', 'must be UTF-8', `${kind}:`);
    }
    return { kind, item: '', language: getAt(tags, place), contentType: type, content };
  });
}

/** The tags of texts in lower case, empty for none. @throws invalid for a wrong one, one that comes twice, too many */
function languagesOf(
  { appLanguagesMax }: Limits,
  kind: AppTextKind,
  texts: readonly { readonly language: string | undefined }[],
): string[] {
  if (texts.length > appLanguagesMax)
    throw fault('invalid', `stands in at most ${appLanguagesMax} languages`, `${kind}:`);
  const tags = texts.map(({ language = '' }) => language.trim().toLowerCase());
  if (tags.some(tag => tag !== '' && !/^[a-z]{2,8}(-[a-z0-9]{1,8}){0,3}$/.test(tag)))
    throw fault('languageTagInvalid', undefined, `${kind}:`);
  if (new Set(tags).size < tags.length) throw fault('languageTwice', undefined, `${kind}:`);
  return tags;
}

/**
 * The text, or picture, that answers a culture best: its language with or without a region, then what stands for all.
 * @param culture tags from the narrowest on, as readCulture makes them
 */
export function pickText(texts: readonly AppText[], culture: readonly string[]): AppText | undefined {
  const exact = culture
    .map(tag => texts.find(({ language }) => language === tag))
    .find(found => found !== undefined);
  const broadest = culture.at(-1);
  return (
    exact ??
    texts.find(({ language }) => broadest !== undefined && language.startsWith(`${broadest}-`)) ??
    texts.find(({ language }) => language === '') ??
    texts[0]
  );
}

/** A statement as text alone: what a page may show of what others wrote. */
export function convertToPlainText(contentType: string, content: string): string {
  return /^text\/html/i.test(contentType.trim()) ? convertHtmlToText(content) : content;
}
