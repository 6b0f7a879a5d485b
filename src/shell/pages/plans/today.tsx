// What a day asks for, with one button for each: on the page of plans, and on Home what is still to be done.
import type { Grant } from '../../../core/authorization/grant.ts';
import { type Agenda, type Due, isLong, listDue, readAgenda, spanOfDay } from '../../../core/plans/agenda.ts';
import { trackingTypeId } from '../../../core/plans/done.ts';
import { addDays } from '../../../core/plans/slots.ts';
import type { Language } from '../../../locales/language.ts';
import { plansWords } from '../../../locales/words.ts';
import { itemHref } from '../../items/kinds.ts';
import { Form } from '../../kit/layout.tsx';
import { getWallThere } from '../../web/clock.ts';
import type { SignedInVisit } from '../../web/visit.ts';
import { nameWindow, plansPath } from './paths.ts';
import { sayShortDay, sayTime } from './say.ts';

interface DueProps {
  readonly due: readonly Due[];
  readonly agenda: Agenda;
  readonly visit: SignedInVisit;
  readonly grant: Grant;
  readonly back: string;
  /** Are they of days before? */
  readonly isPast?: boolean | undefined;
}

export function DueList({ due, ...props }: DueProps) {
  return (
    <ul class="cards due">
      {due.map(one => (
        <DueCard one={one} {...props} />
      ))}
    </ul>
  );
}

function DueCard({ one, agenda, visit, grant, back, isPast }: Omit<DueProps, 'due'> & { one: Due }) {
  const { language } = visit;
  const { task, standing } = one;
  const plan = agenda.plans.find(({ stored }) => stored.id === task.planId)?.value.name;
  const facts = [isPast && sayWindowDay(one, language), ...sayFacts(one, language, isPast), plan].filter(
    Boolean,
  );
  const isOpen = standing === 'open' || standing === 'missed';
  return (
    <li class={standing === 'done' ? 'with-action is-done' : 'with-action'}>
      <div>
        <a href={itemHref(task.stored.id)}>
          <strong>{task.value.name}</strong>
        </a>
        <span class="hint">{facts.join(' · ')}</span>
      </div>
      {isOpen && grant.permits('Create', trackingTypeId) && (
        <DidForm one={one} visit={visit} grant={grant} back={back} isPast={isPast} />
      )}
      {!isPast && back === plansPath && <WasDone one={one} visit={visit} grant={grant} />}
    </li>
  );
}

/** When it is meant, how much of it was done, and whether it is too late. */
function sayFacts({ filled: { slot, done }, standing }: Due, language: Language, isPast = false): string[] {
  const w = plansWords(language);
  const facts: string[] = [];
  if (slot.at !== undefined) facts.push(sayTime(slot.at, language));
  if (standing === 'later') facts.push(w.from(sayTime(slot.from, language)));
  if (standing === 'missed' && !isPast) facts.push(w.over);
  const isFor = (days: number) => addDays(slot.from.slice(0, 10), days) === slot.to.slice(0, 10);
  if (isLong(slot) && slot.to < '9999') {
    const until = sayShortDay(addDays(slot.to.slice(0, 10), -1), language);
    facts.push(
      isFor(7) && !isPast ? w.ofWeek(done.length, slot.needed) : w.ofSpan(done.length, slot.needed, until),
    );
  } else if (slot.needed > 1) {
    const isToday = !isPast && slot.to < '9999';
    facts.push(isToday ? w.ofToday(done.length, slot.needed) : w.keptOf(done.length, slot.needed));
  }
  return facts;
}

function sayWindowDay({ filled: { slot } }: Due, language: Language): string {
  const last = addDays(slot.to.slice(0, 10), -1);
  return sayShortDay(slot.at?.slice(0, 10) ?? last, language);
}

/** As it is told from the same task at another time of the day. */
function nameDue({ task, filled: { slot } }: Due, language: Language): string {
  return slot.at === undefined ? task.value.name : `${task.value.name}, ${sayTime(slot.at, language)}`;
}

function DidForm({ one, visit, grant, back, isPast }: Omit<DueProps, 'due' | 'agenda'> & { one: Due }) {
  const w = plansWords(visit.language);
  const { task, filled } = one;
  const name = nameDue(one, visit.language);
  const label = isPast ? w.didAfterAllOf(name, sayWindowDay(one, visit.language)) : w.didOf(name);
  return (
    <Form visit={visit} action={`${plansPath}/done`}>
      <input type="hidden" name="record" value={grant.recordId} />
      <input type="hidden" name="task" value={task.stored.id} />
      <input type="hidden" name="window" value={nameWindow(filled.slot)} />
      <input type="hidden" name="seen" value={String(filled.done.length)} />
      <input type="hidden" name="back" value={back} />
      <button type="submit" class={isPast ? 'quiet' : 'second'} aria-label={label}>
        {isPast || one.standing === 'missed' ? w.didAfterAll : w.did}
      </button>
    </Form>
  );
}

/** The last time it was done in the window, and how that is taken back. */
function WasDone({ one, visit, grant }: { one: Due; visit: SignedInVisit; grant: Grant }) {
  const { language } = visit;
  const w = plansWords(language);
  const last = one.filled.done.at(-1);
  if (!last) return null;
  if (last.evidence !== undefined) return <a href={itemHref(last.evidence)}>{w.foundIn}</a>;
  const isTimed = !last.at.endsWith('T00:00:00');
  return (
    <div class="was-done">
      <span>✓ {isTimed ? w.doneAt(sayTime(last.at, language)) : w.doneThen}</span>
      {grant.permits('Delete', trackingTypeId) && (
        <Form visit={visit} action={`${plansPath}/undo`}>
          <input type="hidden" name="record" value={grant.recordId} />
          <button
            type="submit"
            name="entry"
            value={last.id}
            class="quiet"
            aria-label={w.undoOf(nameDue(one, language))}
          >
            {w.undo}
          </button>
        </Form>
      )}
    </div>
  );
}

const homeMax = 6;

/** What is due today, for Home. */
export async function readToday(visit: SignedInVisit, grant: Grant): Promise<Agenda> {
  const now = getWallThere(visit.vault.clock.now(), visit.zone);
  return readAgenda(visit.vault, grant, spanOfDay(now.slice(0, 10)));
}

interface TasksTodayProps {
  readonly agenda: Agenda;
  readonly visit: SignedInVisit;
  readonly grant: Grant;
}

/** On Home: what may be done now. */
export function TasksToday({ agenda, visit, grant }: TasksTodayProps) {
  const w = plansWords(visit.language);
  const now = getWallThere(visit.vault.clock.now(), visit.zone);
  const due = listDue(agenda, now).filter(({ standing }) => standing === 'open');
  if (due.length === 0) return null;
  return (
    <>
      <h3>{w.forToday}</h3>
      <DueList due={due.slice(0, homeMax)} agenda={agenda} visit={visit} grant={grant} back="/" />
      <p>
        <a href={plansPath}>{w.allTasks}</a>
        {due.length > homeMax && ` (${w.andMore(due.length - homeMax)})`}
      </p>
    </>
  );
}
