// The calendars of a record on their page: which there are, and the form of a new one.

import { type CalendarChoice, calendarKinds, calendarSayings } from '../../../core/calendar/choice.ts';
import type { SecretAddress } from '../../../core/secret-addresses/address.ts';
import { addressNameMax } from '../../../core/secret-addresses/addresses.ts';
import { sayOf } from '../../../locales/colon.ts';
import { calendarWords } from '../../../locales/words.ts';
import { Choices, ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Form } from '../../kit/layout.tsx';
import { shortDayThere } from '../../web/clock.ts';
import type { SignedInVisit } from '../../web/visit.ts';
import { calendarsPath } from './paths.ts';

export interface TypedCalendar extends Pick<CalendarChoice, 'says' | 'kinds'> {
  readonly name: string;
}

export const firstCalendar: TypedCalendar = { name: '', says: 'busy', kinds: ['appointments'] };

interface CalendarsProps {
  readonly visit: SignedInVisit;
  readonly recordId: string;
  readonly calendars: readonly SecretAddress<'calendar'>[];
  /** Their names by their ids. */
  readonly people: ReadonlyMap<string, string>;
}

export function Calendars({ visit, recordId, calendars, people }: CalendarsProps) {
  const w = calendarWords(visit.language);
  return (
    <section>
      <h2>{w.title}</h2>
      <p>{w.lead}</p>
      {calendars.length > 0 && (
        <ul class="cards">
          {calendars.map(({ id, name, personId, createdAt, choice }) => (
            <li class="with-action">
              <div>
                <strong>{name}</strong>
                <span class="hint">
                  {[w.says[choice.says], choice.kinds.map(kind => w.kinds[kind]).join(', ')].join(' · ')}
                </span>
                <span class="hint">
                  {w.madeBy(people.get(personId) ?? '', shortDayThere(createdAt, visit))}
                </span>
              </div>
              {personId === visit.person.id && (
                <AddressButton visit={visit} action="renew" label={w.renew} {...{ recordId, id, name }} />
              )}
              <AddressButton visit={visit} action="end" label={w.end} {...{ recordId, id, name }} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface AddressButtonProps {
  readonly visit: SignedInVisit;
  readonly action: 'renew' | 'end';
  readonly label: string;
  readonly recordId: string;
  readonly id: string;
  readonly name: string;
}

function AddressButton({ visit, action, label, recordId, id, name }: AddressButtonProps) {
  return (
    <Form visit={visit} action={`${calendarsPath}/${action}`}>
      <input type="hidden" name="record" value={recordId} />
      <button
        type="submit"
        name="address"
        value={id}
        class="quiet"
        aria-label={sayOf(label, name, visit.language)}
      >
        {label}
      </button>
    </Form>
  );
}

interface CalendarFormProps {
  readonly visit: SignedInVisit;
  readonly recordId: string;
  readonly typed: TypedCalendar | undefined;
  readonly errors: FieldErrors;
}

export function CalendarForm({ visit, recordId, typed, errors }: CalendarFormProps) {
  const w = calendarWords(visit.language);
  const { name, says, kinds } = typed ?? firstCalendar;
  return (
    <section>
      <h2>{w.make}</h2>
      <ErrorSummary errors={errors} language={visit.language} />
      <Form visit={visit} action={calendarsPath}>
        <input type="hidden" name="record" value={recordId} />
        <Input
          name="name"
          label={w.name}
          hint={w.nameHint}
          value={name}
          maxlength={addressNameMax}
          autocomplete="off"
          errors={errors}
        />
        <Choices
          name="says"
          label={w.saysTitle}
          options={calendarSayings.map(value => ({ value, label: w.says[value], hint: w.saysHints[value] }))}
          chosen={[says]}
          errors={errors}
        />
        <Choices
          name="kinds"
          label={w.kindsTitle}
          options={calendarKinds.map(value => ({
            value,
            label: w.kinds[value],
            hint: value === 'doses' ? w.dosesHint : undefined,
          }))}
          chosen={kinds}
          several
          errors={errors}
        />
        <button type="submit">{w.makeIt}</button>
      </Form>
    </section>
  );
}
