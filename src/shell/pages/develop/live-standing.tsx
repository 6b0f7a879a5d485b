// Where an application stands with the operator, in words: for its developers' list, its overview and its way to going live.

import type { AppEntry } from '../../../core/applications/app-entry.ts';
import type { AppText } from '../../../core/applications/app-text.ts';
import type { Application } from '../../../core/applications/application.ts';
import { findRefusal } from '../../../core/applications/approval.ts';
import { sayOf } from '../../../locales/colon.ts';
import { developWords, liveWords, tabWords } from '../../../locales/words.ts';
import { Changes } from '../../kit/app-changes.tsx';
import { dayThere, type Locale } from '../../web/clock.ts';

export interface Standing {
  readonly text: string;
  readonly hint: string | undefined;
}

export function findStanding(app: Application, entry: AppEntry, locale: Locale): Standing {
  const { language } = locale;
  const { states, pendingHint } = developWords(language);
  const w = liveWords(language);
  if (app.state !== 'pending') return { text: states[app.state], hint: undefined };
  if (entry.approvalAskedAt !== undefined) return { text: states.pending, hint: pendingHint };
  if (entry.refused) return { text: w.refused, hint: w.refusedHint(dayThere(entry.refused.at, locale)) };
  return { text: w.unasked, hint: w.unaskedHint };
}

interface RefusedProps {
  readonly app: Application;
  readonly entry: AppEntry;
  readonly texts: readonly AppText[];
  readonly logosAt: string;
  readonly locale: Locale;
  /** For the developers. */
  readonly tellsHow?: boolean;
}

/** The operator's last word, where it was a no: when, why, and to what. */
export function Refused({ app, entry, texts, logosAt, locale, tellsHow }: RefusedProps) {
  const { language } = locale;
  const refusal = findRefusal(app, entry);
  if (!refusal) return null;
  const w = liveWords(language);
  const { at, reason, proposed, groups } = refusal;
  const day = dayThere(at, locale);
  const isLive = app.state !== 'pending';
  const changes = proposed && (Object.keys(proposed.change).length > 0 || proposed.texts.length > 0);
  const labels = groups.flatMap(group => (group === 'basic' ? [] : [tabWords(language).groups[group]]));
  return (
    <section>
      <h3>{isLive ? w.changesRefused(day) : w.appRefused(day)}</h3>
      <p class="why statement">
        <span class="why-label">{w.why}</span> {reason}
      </p>
      {tellsHow && <p>{isLive ? w.changesAgain : w.appAgain}</p>}
      {(changes || labels.length > 0) && (
        <details class="more">
          <summary>{w.wasAsked}</summary>
          {labels.length > 0 && <p>{sayOf(w.groups, labels.join(', '), language)}</p>}
          {changes && (
            <Changes
              app={app}
              entry={{ ...entry, proposed }}
              texts={texts}
              logosAt={logosAt}
              language={language}
            />
          )}
        </details>
      )}
    </section>
  );
}
