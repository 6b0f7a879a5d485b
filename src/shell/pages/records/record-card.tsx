// A record as lists show it: picture, name, who it is to the person, what they lack.
import type { Child } from 'hono/jsx';
import type { AccessibleRecord } from '../../../core/authorization/consent-choice.ts';
import type { Lasting } from '../../../core/things/lasting.ts';
import { nameType } from '../../../locales/type-names.ts';
import { recordsWords } from '../../../locales/words.ts';
import { sayMore } from '../../items/home-parts.tsx';
import { Initial } from '../../kit/kit.tsx';
import { sayLimits, sayRelationship } from '../../kit/words.ts';
import type { Visit } from '../../web/visit.ts';

interface RecordCardProps {
  readonly visit: Visit;
  readonly of: AccessibleRecord;
  /** Of their health, a line each. */
  readonly told?: readonly Lasting[];
  readonly children?: Child;
}

export function RecordCard({ visit, of: { record, access }, told = [], children }: RecordCardProps) {
  const w = recordsWords(visit.language);
  const limits = sayLimits(access, visit.language);
  return (
    <li class="with-action">
      <Initial name={record.name} kind="person" />
      <div>
        <a href={`/records/${record.id}/health`} class="card-link">
          <strong>{record.name}</strong>
        </a>
        <span class="hint">{sayRelationship(access, visit.language)}</span>
        {limits !== undefined && <span class="hint">{limits}</span>}
        {told.map(
          lasting =>
            (lasting.items.length > 0 || lasting.isCut) && (
              <span class="told">
                <strong>{nameType(lasting.type, visit.language)}:</strong>{' '}
                {[...lasting.items.map(({ summary }) => summary), sayMore(lasting, visit.language)]
                  .filter(Boolean)
                  .join('; ')}
              </span>
            ),
        )}
        <a class="above" href={`/records/${record.id}`} aria-label={w.settingsOf(record.name)}>
          {w.settings}
        </a>
      </div>
      {children}
    </li>
  );
}
