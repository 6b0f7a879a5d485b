// What all pages share: head, header with the record at hand, the frame around the content, and the form that carries
// the browser's token.

import type { Child } from 'hono/jsx';
import type { AccessibleRecord } from '../../core/authorization/consent-choice.ts';
import { groundColours, icons, manifestPath } from '../../http/manifest.ts';
import { type ScriptName, scripts } from '../../http/scripts.ts';
import { stylesheetPath } from '../../http/stylesheet.ts';
import { sayOf } from '../../locales/colon.ts';
import { type Language, languages, nameLanguage } from '../../locales/language.ts';
import { nameTypeId } from '../../locales/type-names.ts';
import { findWords, frameWords, inboxWords } from '../../locales/words.ts';
import type { Notice } from '../web/sealed-notice.ts';
import type { Visit } from '../web/visit.ts';
import { BottomBar, Count, type MenuLink } from './bottom-bar.tsx';
import { findTopicOfPage } from './help-topics.ts';

/** The places of the main menu. */
export type Place = 'home' | 'items' | 'timeline' | 'messages' | 'records' | 'apps' | 'account' | 'help';

export interface LayoutProps {
  readonly title: string;
  /** Absent where something went wrong before it was known who is here. */
  readonly visit?: Visit | undefined;
  /** Without links elsewhere: a step on the way of an application. */
  readonly plain?: boolean;
  /** Where in the main menu the page belongs. */
  readonly place?: Place;
  /** Marks the title of a page that comes back with mistakes to mend. */
  readonly hasErrors?: boolean;
  readonly refreshTo?: string;
  readonly script?: ScriptName;
  /** Shows what others wrote as it looks, so nothing runs on it. */
  readonly runsNothing?: boolean;
  /** Does it take all the room there is? Text and forms are read in a column. */
  readonly across?: boolean;
  readonly children?: Child;
}

export function Layout(props: LayoutProps) {
  const { title, visit, plain, place, hasErrors, refreshTo, script, runsNothing, across, children } = props;
  const language = visit?.language ?? 'en';
  const w = frameWords(language);
  const hasFinder = visit?.person !== undefined && !plain;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {refreshTo !== undefined && <meta http-equiv="refresh" content={`0; url=${refreshTo}`} />}
        <title>{`${hasErrors ? `${w.check} ` : ''}${title} · Keepwell`}</title>
        <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href={`/assets/${icons[0].name}`} />
        <link rel="manifest" href={manifestPath} />
        <meta name="theme-color" content={groundColours.light} media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content={groundColours.dark} media="(prefers-color-scheme: dark)" />
        {hasFinder && visit.keptCopy?.isDue && <meta name="keep-copy" content="now" />}
        <link rel="stylesheet" href={stylesheetPath} />
        {hasFinder && !runsNothing && <script src={`/assets/${scripts.frame.fileName}`} defer />}
        {script !== undefined && <script src={`/assets/${scripts[script].fileName}`} defer />}
      </head>
      <body>
        <a class="skip" href="#content">
          {w.skip}
        </a>
        <header class="top">
          <div class="wide">
            {plain ? (
              <Brand />
            ) : (
              <a href="/" class="brand-link">
                <Brand />
              </a>
            )}
            {!plain && visit?.record && <RecordSwitcher visit={visit} of={visit.record} />}
            {!plain && visit && <WhoIsHere visit={visit} />}
          </div>
          {hasFinder && <Finder visit={visit} />}
          {hasFinder && <Menu visit={visit} place={place} />}
        </header>
        <main id="content" tabindex={-1} class={hasFinder ? (across ? 'own across' : 'own') : undefined}>
          {visit?.notice && <NoticeBox visit={visit} notice={visit.notice} />}
          {visit?.damaged?.some && <DamagedBox typeIds={visit.damaged.tell()} language={language} />}
          {children}
        </main>
        <footer class="bottom">
          <div class="wide">
            {/* Whoever has an account was told when they came. */}
            {visit?.vault.mode === 'sandbox' && !visit.person ? <p>{w.sandbox}</p> : <p>{w.motto}</p>}
            {!plain && visit && <FooterLinks visit={visit} />}
          </div>
        </footer>
        {hasFinder && (
          <BottomBar visit={visit} place={place} links={listMenu(visit)}>
            <SignOut visit={visit} />
          </BottomBar>
        )}
      </body>
    </html>
  );
}

function Brand() {
  return (
    <span class="brand">
      <img src="/assets/mark.svg" alt="" width="28" height="28" />
      Keepwell
    </span>
  );
}

/** Looks for anything, from any page. What is typed is sent, and no address has it. */
function Finder({ visit }: { visit: Visit }) {
  const w = findWords(visit.language);
  return (
    <search class="finder">
      <Form visit={visit} action="/find" marks={{ 'data-finder': '' }}>
        <input
          name="words"
          type="search"
          aria-label={w.label}
          placeholder={w.placeholder}
          maxlength={100}
          autocomplete="off"
          aria-keyshortcuts="/"
        />
        <button type="submit" class="second">
          {w.button}
        </button>
      </Form>
      <div class="found-at-once" hidden />
    </search>
  );
}

function WhoIsHere({ visit }: { visit: Visit }) {
  const w = frameWords(visit.language);
  if (!visit.person) return <a href="/sign-in">{w.signIn}</a>;
  return (
    <div class="who">
      <span class="who-name">{visit.person.name}</span>
      <SignOut visit={visit} />
    </div>
  );
}

function SignOut({ visit }: { visit: Visit }) {
  return (
    <Form visit={visit} action="/sign-out">
      <button type="submit" class="quiet">
        {frameWords(visit.language).signOut}
      </button>
    </Form>
  );
}

function listMenu({ language, vault, unread }: Visit): MenuLink[] {
  const w = frameWords(language);
  const messages = { place: 'messages', href: '/messages', text: inboxWords(language).title, count: unread };
  return [
    { place: 'home', href: '/', text: w.home },
    { place: 'items', href: '/items', text: w.data },
    { place: 'timeline', href: '/timeline', text: w.timeline },
    ...(vault.direct ? [messages] : []),
    { place: 'records', href: '/records', text: w.records },
    { place: 'apps', href: '/apps', text: w.apps },
    { place: 'account', href: '/account', text: w.account },
    { place: 'help', href: '/help', text: w.help },
  ];
}

function Menu({ visit, place }: { visit: Visit; place: Place | undefined }) {
  const w = frameWords(visit.language);
  return (
    <div class="menu">
      <div class="wide">
        <nav aria-label={w.menu}>
          <ul>
            {listMenu(visit).map(link => (
              <li>
                <a href={link.href} aria-current={link.place === place ? 'page' : undefined}>
                  {link.text}
                  <Count of={link.count} language={visit.language} />
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </div>
  );
}

/** Which record the pages are about; with several, a list to choose from that opens without script. */
function RecordSwitcher({ visit, of: { record } }: { visit: Visit; of: AccessibleRecord }) {
  const w = frameWords(visit.language);
  const { records, person } = visit;
  // Whoever has one record, their own, sees their name beside it.
  if (records.length === 1 && record.name === person?.name) return null;
  const name = (
    <>
      <span class="hint-inline">{sayOf(w.record, '', visit.language).trimEnd()}</span>{' '}
      <strong>{record.name}</strong>
    </>
  );
  if (records.length === 1) return <p class="record-now">{name}</p>;
  return (
    <details class="switcher">
      <summary aria-label={`${sayOf(w.record, record.name, visit.language)}. ${w.switchRecord}`}>
        {name}
      </summary>
      <Form visit={visit} action="/records/choose">
        <ul>
          {records.map(({ record: { id, name } }) => (
            <li>
              <button
                type="submit"
                name="record"
                value={id}
                aria-current={id === record.id ? 'true' : undefined}
              >
                {name}
              </button>
            </li>
          ))}
        </ul>
      </Form>
    </details>
  );
}

function NoticeBox({ visit, notice: { text, undo } }: { visit: Visit; notice: Notice }) {
  return (
    <div class="notice done" role="status">
      <p>{text}</p>
      {undo && (
        <Form visit={visit} action={undo.action}>
          {Object.entries(undo.fields).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <button type="submit" class="quiet">
            {undo.label}
          </button>
        </Form>
      )}
    </div>
  );
}

function FooterLinks({ visit }: { visit: Visit }) {
  const w = frameWords(visit.language);
  const topic = findTopicOfPage(visit.path);
  return (
    <div class="foot-links">
      {topic && <a href={`/help/${topic}`}>{w.helpHere}</a>}
      <a href="/help">{w.help}</a>
      <a href="/help/privacy">{w.privacy}</a>
      <a href="/help/terms">{w.terms}</a>
      <a href="/directory">{w.directory}</a>
      {visit.person && <a href="/develop">{w.developers}</a>}
      <Form visit={visit} action="/language">
        <ul aria-label={w.language}>
          {languages.map(language => (
            <li>
              <button
                type="submit"
                name="language"
                value={language}
                lang={language}
                class="like-link"
                aria-current={language === visit.language ? 'true' : undefined}
              >
                {nameLanguage(language)}
              </button>
            </li>
          ))}
        </ul>
      </Form>
    </div>
  );
}

/** Stands where an empty list would look as if there was nothing. */
function DamagedBox({ typeIds, language }: { typeIds: readonly string[]; language: Language }) {
  const kinds = [...new Set(typeIds.map(typeId => nameTypeId(typeId, language)))].join(', ');
  return (
    <p class="notice bad" role="alert">
      {frameWords(language).damaged(typeIds.length, kinds)}
    </p>
  );
}

interface FormProps {
  readonly visit: Visit;
  readonly action: string;
  /** A sealed request that the form carries on. */
  readonly request?: string | undefined;
  /** Does it take a file? */
  readonly upload?: boolean;
  /** Must a button be pressed? In a form with much to fill in, Enter would save the half of it. */
  readonly byButton?: boolean;
  /** What the script of the page knows it by. */
  readonly marks?: Readonly<Record<`data-${string}`, string>>;
  readonly children?: Child;
}

export function Form({ visit, action, request, upload, byButton, marks, children }: FormProps) {
  return (
    <form
      method="post"
      action={action}
      enctype={upload ? 'multipart/form-data' : undefined}
      novalidate
      {...marks}
    >
      {/* Enter presses the first button there is, even if it does nothing. */}
      {byButton && <button type="submit" disabled hidden />}
      <input type="hidden" name="form" value={visit.formToken()} />
      {request !== undefined && <input type="hidden" name="request" value={request} />}
      {children}
    </form>
  );
}
