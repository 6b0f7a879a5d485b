// A record as lists show it: picture, name, who it is to the person, what they lack.
import type { Child } from 'hono/jsx';
import type { RecordToChoose } from '../../../core/authorization/consent-choice.ts';
import type { Visit } from '../visit.ts';
import { limitsInWords, relationshipInWords } from '../words.ts';

interface RecordCardProps {
  readonly visit: Visit;
  readonly of: RecordToChoose;
  readonly children?: Child;
}

export function RecordCard({ visit, of: { record, access }, children }: RecordCardProps) {
  const limits = limitsInWords(access, visit.language);
  return (
    <li class="with-action">
      <div>
        <a href={`/records/${record.id}`}>
          <strong>{record.name}</strong>
        </a>
        <span class="hint">{relationshipInWords(access, visit.language)}</span>
        {limits !== undefined && <span class="hint">{limits}</span>}
      </div>
      {children}
    </li>
  );
}
