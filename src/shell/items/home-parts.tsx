// What the home page shows of the record at hand: what holds now, the last values and the newest of each kind, what changed, and
// first steps.

import type { AccessibleRecord } from '../../core/authorization/consent-choice.ts';
import type { Grant } from '../../core/authorization/grant.ts';
import type { SharingNews } from '../../core/sharing/access.ts';
import type { Lasting } from '../../core/things/lasting.ts';
import type { Changes } from '../../core/things/looks.ts';
import type { Newest } from '../../core/things/newest.ts';
import { summarise } from '../../core/things/short-form.ts';
import type { Writers } from '../../core/things/stamps.ts';
import type { Stamp } from '../../core/things/thing.ts';
import { sayOf } from '../../locales/colon.ts';
import type { Language } from '../../locales/language.ts';
import { nameType, nameTypeId } from '../../locales/type-names.ts';
import { actionsWords, dataWords, importsWords, paperWords } from '../../locales/words.ts';
import type { ThingType } from '../../things/index.ts';
import { SignOf, SignOfKind } from '../kit/sign.tsx';
import { dayThere, type Locale } from '../web/clock.ts';
import { importsPath } from './import-links.ts';
import { chartHref, itemHref, kindHref } from './kinds.ts';
import { addHref, chooseHref } from './links.ts';
import { Marks } from './marks.tsx';
import { Trend } from './trend.tsx';
import { uploadPath } from './upload/upload.tsx';
import { sayWhen, sayWhenShort } from './when.ts';

interface HoldingProps {
  readonly lasting: readonly Lasting[];
  /** Is there something of it that is over? */
  readonly isPresent: (type: ThingType) => boolean;
  /** Of which things may be added. */
  readonly mayAdd: (type: ThingType) => boolean;
  readonly locale: Locale;
}

/** What holds now, kind by kind: all of it, or how much more there is. */
export function Holding({ lasting, isPresent, mayAdd, locale }: HoldingProps) {
  const { language } = locale;
  const w = dataWords(language);
  return (
    <ul class="tiles holding">
      {lasting.map(({ type, items, more, isCut }) => {
        const kind = nameType(type, language);
        return (
          <li>
            <h3 class="signed">
              <SignOfKind of={type} />
              <a class="tile-kind" href={kindHref(type)}>
                {kind}
              </a>
            </h3>
            {items.length === 0 && !isCut ? (
              <p class="hint">{isPresent(type) ? w.nothingNow : w.nothingNoted}</p>
            ) : (
              <ul class="held">
                {items.map(item => (
                  <li>
                    <a href={itemHref(item.id)}>{item.summary}</a>
                    {item.datedTo && <span class="hint">{sayWhenShort(item, locale)}</span>}
                  </li>
                ))}
              </ul>
            )}
            <span class="tile-foot">
              {more > 0 || isCut ? (
                <a
                  href={kindHref(type)}
                  aria-label={sayOf(kind, sayMore({ more, isCut }, language), language)}
                >
                  {sayMore({ more, isCut }, language)}
                </a>
              ) : null}
              {mayAdd(type) && (
                <a href={addHref(type)} aria-label={w.addKind(kind)}>
                  {w.addShort}
                </a>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** What comes up, the next first. */
export function Ahead({ ahead, locale }: { ahead: readonly Lasting[]; locale: Locale }) {
  const { language } = locale;
  return (
    <ul class="cards">
      {ahead.flatMap(({ type, items, more, isCut }) => [
        ...items.map(({ id, summary, ...when }) => (
          <li class="signed">
            <SignOfKind of={type} />
            <div>
              <a href={itemHref(id)}>
                <strong>{sayWhen(when, locale)}</strong>: {summary}
              </a>
              <span class="hint">{nameType(type, language)}</span>
            </div>
          </li>
        )),
        (more > 0 || isCut) && (
          <li>
            <a href={kindHref(type)}>
              {nameType(type, language)}: {sayMore({ more, isCut }, language)}
            </a>
          </li>
        ),
      ])}
    </ul>
  );
}

/** Nothing where all of it is shown. */
export function sayMore({ more, isCut }: Pick<Lasting, 'more' | 'isCut'>, language: Language): string {
  const w = dataWords(language);
  return [more > 0 && w.andMore(more), isCut && w.andPerhapsMore].filter(Boolean).join(' ');
}

interface NewestCardsProps {
  readonly newest: readonly Newest[];
  /** The last values of kinds that have a chart. */
  readonly trends?: ReadonlyMap<ThingType, readonly number[]>;
  /** Where a child stands among others. */
  readonly growth?: ReadonlyMap<ThingType, string>;
  readonly grant: Pick<Grant, 'permits'>;
  readonly locale: Locale;
}

/** A card for each kind of item. */
export function NewestCards({ newest, trends, growth, grant, locale }: NewestCardsProps) {
  const { language } = locale;
  const w = dataWords(language);
  return (
    <ul class="tiles">
      {newest.map(({ type, kind, id, summary, marks, ...when }) => {
        return (
          <li>
            <div class="signed">
              <SignOfKind of={type} />
              <a class="tile-kind" href={kindHref(type)}>
                {kind}
              </a>
            </div>
            <a class="tile-value" href={itemHref(id)}>
              {summary ?? kind}
            </a>
            {growth?.has(type) && <a href="/growth">{growth.get(type)}</a>}
            <Marks marks={marks} id={id} grant={grant} language={language} />
            <Trend values={trends?.get(type) ?? []} />
            <span class="tile-foot">
              <time datetime={when.effectiveDate}>{sayWhenShort(when, locale)}</time>
              {type.chart.length > 0 && (
                <a href={chartHref(type)} aria-label={w.chartOf(kind)}>
                  {w.asChart}
                </a>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

interface ChangeListProps {
  readonly changes: Changes;
  readonly sharing: readonly SharingNews[];
  readonly recordId: string;
  readonly writerOf: (stamp: Stamp) => Writers;
  readonly locale: Locale;
}

export function ChangeList({
  changes: { changes, more },
  sharing,
  recordId,
  writerOf,
  locale,
}: ChangeListProps) {
  const { language } = locale;
  const w = dataWords(language);
  if (changes.length + sharing.length === 0 && !more) return <p class="hint quiet-news">{w.noChanges}</p>;
  return (
    <section>
      <h2>{w.changes}</h2>
      {changes.length > 0 && (
        <ul class="cards">
          {changes.map(({ operation, thing }) => {
            const { app, person } = writerOf(thing.updated);
            const who = thing.updated.appId === undefined ? w.byPerson(person.name) : w.byApp(app.name);
            return (
              <li class="signed">
                <SignOf typeId={thing.typeId} />
                <div>
                  <a href={itemHref(thing.id)}>
                    <strong>{nameTypeId(thing.typeId, language)}</strong>: {summarise(thing, language)}
                  </a>
                  <span class="hint">
                    {w.change[operation]} {who}, {dayThere(thing.updated.at, locale)}
                  </span>
                </div>
              </li>
            );
          })}
        </ul>
      )}
      {sharing.length > 0 && (
        <ul>
          {sharing.map(({ action, name, at }) => (
            <li>
              <a href={`/records/${recordId}/sharing`}>{actionsWords(language)[action]}</a>
              <span class="hint">
                {' '}
                {name ?? w.somebody}, {dayThere(at, locale)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {more && (
        <p>
          <a href="/timeline">{w.moreChanges}</a>
        </p>
      )}
    </section>
  );
}

interface FirstStepsProps {
  readonly of: AccessibleRecord;
  readonly mayAdd: boolean;
  readonly language: Language;
}

/** For a record with nothing in it. */
export function FirstSteps({ of: { record, access }, mayAdd, language }: FirstStepsProps) {
  const w = dataWords(language);
  const isCustodian = access.level === 'custodian';
  const steps = [
    ...(mayAdd
      ? [
          { href: chooseHref(), title: w.hintAdd, text: w.hintAddText },
          { href: uploadPath, title: paperWords(language).add, text: paperWords(language).noneText },
          { href: importsPath, title: importsWords(language).short, text: importsWords(language).shortText },
        ]
      : []),
    ...(isCustodian
      ? [
          { href: `/records/${record.id}/edit`, title: w.hintDetails, text: w.hintDetailsText },
          { href: `/records/${record.id}/sharing`, title: w.hintShare, text: w.hintShareText },
        ]
      : []),
  ];
  return (
    <section>
      <div class="empty">
        <h2>{w.firstTitle(record.name)}</h2>
        <p>{mayAdd ? w.firstText : w.noneText(record.name)}</p>
        {steps.length > 0 && (
          <ol class="steps" aria-label={w.hints}>
            {steps.map(({ href, title, text }) => (
              <li>
                <a href={href} accesskey={href === chooseHref() ? 'a' : undefined}>
                  {title}
                </a>
                <span class="hint">{text}</span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}
