// What people do with plans by a button: noting that a task was done, taking it back, and beginning or stopping.
import {
  chooseMoment,
  firstDay,
  listDue,
  listMissed,
  readAgenda,
  spanOfDay,
} from '../../../core/plans/agenda.ts';
import { noteDone, readEntry, trackingTypeId } from '../../../core/plans/done.ts';
import { setPlanStatus, setTaskStatus } from '../../../core/plans/standing.ts';
import { makeReadableName } from '../../../core/printable.ts';
import { plansWords } from '../../../locales/words.ts';
import type { Plan } from '../../../things/plan.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { isConflict, removeChosen } from '../../items/chosen.ts';
import { explainRefusal } from '../../items/refusal.ts';
import { makeAddUndo, makeEditUndo } from '../../items/revert.ts';
import { getWallThere } from '../../web/clock.ts';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import type { Way } from './cards.tsx';
import { nameWindow, plansPath } from './paths.ts';
import { toDateTime } from './wall.ts';

function getNow({ vault, zone }: SignedInVisit): string {
  return getWallThere(vault.clock.now(), zone);
}

export async function saveDone(
  c: SignedInContext,
  { grant }: AtHand,
  form: URLSearchParams,
): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = plansWords(language);
  const back = form.get('back') === '/' ? '/' : plansPath;
  const now = getNow(visit);
  const agenda = await readAgenda(vault, grant, spanOfDay(now.slice(0, 10)));
  const due = [...listDue(agenda, now), ...listMissed(agenda, now)].find(
    ({ task, filled }) =>
      task.stored.id === form.get('task') && nameWindow(filled.slot) === form.get('window'),
  );
  const kept = due && agenda.keeping?.get(due.task.stored.id);
  if (!kept || due.standing === 'later') {
    leaveNotice(c, { text: w.gone });
    return goTo(c, back);
  }
  const { task, filled } = due;
  const { name } = task.value;
  // Pressed twice, or by two people: what they saw was not done yet.
  if (filled.done.length > Number(form.get('seen'))) {
    leaveNotice(c, { text: w.notedMeanwhile(name) });
    return goTo(c, back);
  }
  try {
    const at = toDateTime(chooseMoment(kept, filled, now));
    const noted = await noteDone(vault, grant, { taskId: task.stored.id, at, firstDay });
    const undo = makeAddUndo(visit, grant, { ...noted, typeId: trackingTypeId }, plansPath);
    leaveNotice(c, noted.wasThere ? { text: w.notedMeanwhile(name) } : { text: w.noted(name), undo });
  } catch (error) {
    leaveNotice(c, { text: explainRefusal(error, visit) });
  }
  return goTo(c, back);
}

/** Deletes the entry that says so, which can be undone as anything that is deleted. */
export async function takeBackDone(c: SignedInContext, at: AtHand, form: URLSearchParams): Promise<Response> {
  const { vault } = c.var.visit;
  const id = form.get('entry') ?? '';
  const [entry] = await vault.store.read(db => db.things(at.grant).byIds([id]));
  if (entry?.typeId !== trackingTypeId || entry.state !== 'Active' || readEntry(entry)?.by !== 'Manual')
    throw notFound();
  try {
    return await removeChosen(c, at, [entry], plansPath);
  } catch (error) {
    leaveNotice(c, { text: explainRefusal(error, c.var.visit) });
    return goTo(c, plansPath);
  }
}

const statuses: Readonly<Record<Way, Plan['status']>> = {
  begin: 'InProgress',
  resume: 'InProgress',
  reach: 'Completed',
  stop: 'Archived',
};

export async function changeStanding(
  c: SignedInContext,
  { grant }: AtHand,
  form: URLSearchParams,
): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = plansWords(language);
  const way = (Object.keys(statuses) as Way[]).find(known => known === form.get('do'));
  const [planId, taskId] = [form.get('plan'), form.get('task')];
  if (!way || (planId === null) === (taskId === null)) throw notFound();
  const status = statuses[way];
  const now = toDateTime(getNow(visit));
  const said = { begin: w.began, resume: w.began, reach: w.reached, stop: w.stopped }[way];
  try {
    const changed =
      planId === null
        ? await setTaskStatus(vault, grant, { id: taskId ?? '', status, now })
        : await setPlanStatus(vault, grant, { id: planId, status, now });
    const { id, versionStamp, before, tasks } = changed;
    // With its tasks it is stopped, and not undone by one item.
    const undo = tasks > 0 ? undefined : makeEditUndo(visit, { id, versionStamp, to: before });
    leaveNotice(c, { text: said(makeReadableName(changed.name)), undo });
  } catch (error) {
    if (isConflict(error)) leaveNotice(c, { text: w.gone });
    else leaveNotice(c, { text: explainRefusal(error, visit) });
  }
  return goTo(c, plansPath);
}
