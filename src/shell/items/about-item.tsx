// Who wrote an item, when and with which app; its versions, source, tags and signature.

import type { Child } from 'hono/jsx';
import type { Import } from '../../core/imports/import.ts';
import type { Writers } from '../../core/things/stamps.ts';
import { flag, type Stamp, type StoredThing } from '../../core/things/thing.ts';
import type { VersionKeys } from '../../core/things/versions.ts';
import type { Language } from '../../locales/language.ts';
import { clockWords, importsWords, itemWords } from '../../locales/words.ts';
import { type Locale, momentInWords, nameZone, shortDayThere } from '../web/clock.ts';
import type { Visit } from '../web/visit.ts';
import { importHref, sayFormat } from './import-links.ts';
import { itemHref } from './kinds.ts';
import { getSignerName } from './signer.ts';
import { sayEnd } from './when.ts';

interface AboutItemProps {
  readonly thing: StoredThing;
  readonly versions: VersionKeys;
  readonly beside: { readonly source?: string | undefined; readonly tags?: string | undefined };
  /** That it came from, or was changed by. */
  readonly imports: readonly Import[];
  readonly writerOf: (stamp: Stamp) => Writers;
  readonly visit: Visit;
}

export function AboutItem({
  thing,
  versions: { keys, more },
  beside,
  imports,
  writerOf,
  visit,
}: AboutItemProps) {
  const { language } = visit;
  const w = itemWords(language);
  const { created, updated, signature, flags } = thing;
  const ends = sayEnd(thing, language);
  const versionCount = keys.length;
  const tags = [thing.tags, beside.tags].filter(Boolean).join(', ');
  const rows: [label: string, content: Child][] = [
    [w.written, sayWhoAndWhen(created, writerOf, visit)],
    // That nothing ever changed, and nobody signed it, is so of nearly all.
    ...(versionCount > 1
      ? ([
          [w.changed, sayWhoAndWhen(updated, writerOf, visit)],
          [
            w.versionsLabel,
            <>
              {more ? w.versionsOver(versionCount) : w.versionsCount(versionCount)}
              {' · '}
              <a href={`${itemHref(thing.id)}/history`}>{w.showHistory}</a>
            </>,
          ],
        ] as [string, Child][])
      : []),
    ...(beside.source !== undefined ? [[w.source, beside.source] as [string, Child]] : []),
    ...(imports.length > 0
      ? [[importsWords(language).broughtIn, <Imports {...{ imports, visit }} />] as [string, Child]]
      : []),
    ...(tags !== '' ? [[w.tags, tags] as [string, Child]] : []),
    ...(ends && !ends.isBeforeStart ? [[w.ends, ends.text] as [string, Child]] : []),
    ...(signature ? [[w.signed, signedInWords(signature, language)] as [string, Child]] : []),
    ...((flags & flag.readOnly) !== 0 ? [[w.protection, w.readOnly] as [string, Child]] : []),
  ];
  return (
    <section class="after">
      <h2>{w.about}</h2>
      <dl class="facts">
        {rows.map(([label, content]) => (
          <div>
            <dt>{label}</dt>
            <dd>{content}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{clockWords(language).item(nameZone(visit))}</p>
    </section>
  );
}

function Imports({ imports, visit }: Pick<AboutItemProps, 'imports' | 'visit'>) {
  const w = importsWords(visit.language);
  return (
    <>
      {imports.map((one, i) => (
        <>
          {i > 0 && <br />}
          <a href={importHref(one.id)}>
            {w.from(sayFormat(one, visit.language), shortDayThere(one.begunAt, visit))}
          </a>
        </>
      ))}
    </>
  );
}

export function sayWhoAndWhen(stamp: Stamp, writerOf: (stamp: Stamp) => Writers, locale: Locale): string {
  const w = itemWords(locale.language);
  const { app, person } = writerOf(stamp);
  const when = momentInWords(stamp.at, locale);
  return stamp.appId === undefined ? w.byHand(person.name, when) : w.by(person.name, app.name, when);
}

function signedInWords(signature: NonNullable<StoredThing['signature']>, language: Language): string {
  const w = itemWords(language);
  const name = getSignerName(signature);
  return name === undefined ? w.signedSomeone : w.signedBy(name);
}
