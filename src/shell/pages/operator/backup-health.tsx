// Whether the vault is backed up, and whether its backups come back: what was made last, what was proven, what went wrong.

import { isOverdue } from '../../../core/backup/schedule.ts';
import type { BackupState } from '../../../core/backup/state.ts';
import { askForBackup } from '../../../core/operator/operator.ts';
import { backupHealthWords } from '../../../locales/words.ts';
import { Form } from '../../kit/layout.tsx';
import { shortMoment } from '../../web/clock.ts';
import { leaveNotice } from '../../web/notice.ts';
import { goTo } from '../../web/respond.tsx';
import type { SignedInContext, Visit } from '../../web/visit.ts';
import { operatorTabs } from './frame.tsx';

interface Props {
  readonly visit: Visit;
  readonly state: BackupState;
}

export function BackupHealth({ visit, state }: Props) {
  const { language, vault } = visit;
  const w = backupHealthWords(language);
  const { backup, goodBackup, goodDrill, drill, isUnderWay } = state;
  const settings = vault.backups?.settings;
  const facts = goodDrill?.facts;
  const number = (count: number) => count.toLocaleString(language);
  return (
    <section>
      <h2>{w.title}</h2>
      {!settings && !goodBackup && <p class="notice bad">{w.notSet}</p>}
      {settings && !goodBackup && <p class="notice bad">{w.never}</p>}
      {goodBackup && (
        <dl class="facts">
          <div>
            <dt>{w.last}</dt>
            <dd>
              {shortMoment(goodBackup.endedAt, visit)}
              {goodBackup.facts && <span class="hint">{w.kept(goodBackup.facts.kept)}</span>}
            </dd>
          </div>
          <div>
            <dt>{w.target}</dt>
            <dd>{goodBackup.target}</dd>
          </div>
          <div>
            <dt>{w.proven}</dt>
            <dd>
              {goodDrill ? shortMoment(goodDrill.endedAt, visit) : w.provenNever}
              {facts && (
                <span class="hint">
                  {w.provenRecords(number(facts.records - facts.wrongRecords.length), number(facts.records))}
                </span>
              )}
            </dd>
          </div>
        </dl>
      )}
      {settings && isOverdue(settings, goodBackup, vault.clock.now()) && (
        <p class="notice bad">{w.overdue}</p>
      )}
      {goodBackup?.facts && goodBackup.facts.missingParts > 0 && (
        <p class="notice">{w.missing(goodBackup.facts.missingParts)}</p>
      )}
      {backup?.problem !== undefined && (
        <p class="notice">
          {w.failed(shortMoment(backup.endedAt, visit))} {backup.problem}
        </p>
      )}
      {drill?.problem !== undefined && (
        <p class="notice">
          {w.found(shortMoment(drill.endedAt, visit))} {drill.problem}
        </p>
      )}
      {isUnderWay && <p>{w.underWay}</p>}
      {settings && !isUnderWay && (
        <Form visit={visit} action="/operator/health/backup">
          <button type="submit" class="second">
            {w.backUpNow}
          </button>
        </Form>
      )}
    </section>
  );
}

export async function askBackup(c: SignedInContext): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  await vault.store.write(db => askForBackup(db, vault, person.id));
  leaveNotice(c, { text: backupHealthWords(language).asked });
  return goTo(c, operatorTabs.health);
}
