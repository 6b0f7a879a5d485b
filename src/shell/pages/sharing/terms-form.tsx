// What somebody may do with a record, see of it, and until when: the fields of an invitation and of a change to an access.
import { getLast } from '../../../assume.ts';
import type { AccessChange } from '../../../core/sharing/access.ts';
import type { Language } from '../../../locales/language.ts';
import { nameGroup, nameType } from '../../../locales/type-names.ts';
import { frameWords, sharingWords } from '../../../locales/words.ts';
import { isDay } from '../../../schema/text.ts';
import { everyType, type ThingGroup, type ThingType } from '../../../things/index.ts';
import { groups, isGroup, sortTypes } from '../../items/kinds.ts';
import { Choices, FieldError, type FieldErrors, Input } from '../../kit/fields.tsx';
import type { Visit } from '../../web/visit.ts';

/** As the form has them. */
export interface Terms {
  readonly level: string;
  /** `all` or `some`. */
  readonly reach: string;
  /** Ids of current versions. */
  readonly types: readonly string[];
  /** yyyy-MM-dd, or empty for no end. */
  readonly end: string;
}

export const firstTerms: Terms = { level: 'view', reach: 'all', types: [], end: '' };

export function makeTerms({ level, typeIds, expiresAt }: AccessChange): Terms {
  return {
    level,
    reach: typeIds ? 'some' : 'all',
    types: typeIds
      ? everyType()
          .filter(type => holdsAny(type, typeIds))
          .map(idOf)
      : [],
    end: expiresAt === undefined ? '' : new Date(expiresAt - dayMs).toISOString().slice(0, 10),
  };
}

export function readTermsForm(form: URLSearchParams): Terms {
  return {
    level: form.get('level') ?? '',
    reach: form.get('reach') ?? 'all',
    types: [...form.getAll('type'), ...form.getAll('group').filter(isGroup).flatMap(ofGroup).map(idOf)],
    end: form.get('end')?.trim() ?? '',
  };
}

const levels = ['view', 'modify', 'custodian'] as const;
const dayMs = 24 * 3_600_000;

/** What the terms come to, or what is wrong with them. The last day counts whole. */
export function readTerms(
  { level, reach, types, end }: Terms,
  { language, vault }: Visit,
): { change: AccessChange } | { errors: Record<string, string> } {
  const w = sharingWords(language);
  const errors: Record<string, string> = {};
  const known = levels.find(name => name === level);
  const chosen = everyType().filter(type => types.includes(idOf(type)));
  const endsAt = endOf(end);
  if (!known) errors.level = w.notChosen;
  if (reach === 'some' && chosen.length === 0) errors.kinds = w.noKinds;
  if (end !== '' && (endsAt === undefined || endsAt <= vault.clock.now())) errors.end = w.badDate;
  if (known === 'custodian' && (reach === 'some' || end !== '')) errors.level = w.custodianAll;
  if (Object.keys(errors).length > 0) return { errors };
  const typeIds = reach === 'some' ? chosen.flatMap(type => type.versions.map(({ id }) => id)) : undefined;
  return { change: { level: known!, typeIds, expiresAt: endsAt } };
}

function endOf(text: string): number | undefined {
  const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (y === undefined || !isDay(Number(y), Number(m), Number(d))) return undefined;
  return Date.UTC(Number(y), Number(m) - 1, Number(d)) + dayMs;
}

function idOf(type: ThingType): string {
  return getLast(type.versions).id;
}

function ofGroup(group: ThingGroup): ThingType[] {
  return everyType().filter(type => type.group === group);
}

function holdsAny(type: ThingType, ids: readonly string[]): boolean {
  return type.versions.some(({ id }) => ids.includes(id));
}

interface TermsFieldsProps {
  readonly terms: Terms;
  readonly errors: FieldErrors;
  /** What the record has something of. */
  readonly present: readonly ThingType[];
  readonly language: Language;
}

export function TermsFields({ terms, errors, present, language }: TermsFieldsProps) {
  const w = sharingWords(language);
  return (
    <>
      <Choices
        name="level"
        label={w.level}
        options={levels.map(level => ({ value: level, label: w.levels[level], hint: w.levelHints[level] }))}
        chosen={[terms.level]}
        errors={errors}
      />
      <Choices
        name="reach"
        label={w.what}
        options={[
          { value: 'all', label: w.all },
          { value: 'some', label: w.some },
        ]}
        chosen={[terms.reach]}
        errors={errors}
      >
        <FieldError name="kinds" errors={errors} />
        <details class="kinds" id="kinds" open={terms.reach === 'some'}>
          <summary>{w.kinds}</summary>
          {groupsFor(present).map(group => (
            <GroupOfKinds group={group} chosen={terms.types} present={present} language={language} />
          ))}
        </details>
      </Choices>
      <Input
        name="end"
        label={w.end}
        hint={w.endHint}
        type="date"
        value={terms.end}
        errors={errors}
        optional={frameWords(language).optional}
      />
    </>
  );
}

/** Those that the record has something of come first. */
function groupsFor(present: readonly ThingType[]): ThingGroup[] {
  const isThere = (group: ThingGroup) => present.some(type => type.group === group);
  return [...groups].sort((a, b) => Number(isThere(b)) - Number(isThere(a)));
}

interface GroupProps {
  readonly group: ThingGroup;
  readonly chosen: readonly string[];
  readonly present: readonly ThingType[];
  readonly language: Language;
}

/** A box for all of it, one for each kind that the record has, and the others folded up until one of them is ticked. */
function GroupOfKinds({ group, chosen, present, language }: GroupProps) {
  const w = sharingWords(language);
  const types = sortTypes(ofGroup(group), language);
  const others = types.filter(type => !present.includes(type));
  const boxes = (shown: readonly ThingType[]) => (
    <div class="type-boxes">
      {shown.map(type => (
        <Box
          name="type"
          value={idOf(type)}
          label={nameType(type, language)}
          checked={chosen.includes(idOf(type))}
        />
      ))}
    </div>
  );
  return (
    <fieldset>
      <legend>{nameGroup(group, language)}</legend>
      <Box name="group" value={group} label={w.allOf(nameGroup(group, language))} />
      {boxes(types.filter(type => present.includes(type)))}
      {others.length > 0 && (
        <details open={others.some(type => chosen.includes(idOf(type)))}>
          <summary>{w.otherKinds(others.length)}</summary>
          {boxes(others)}
        </details>
      )}
    </fieldset>
  );
}

interface BoxProps {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly checked?: boolean;
}

function Box({ name, value, label, checked = false }: BoxProps) {
  const id = `${name}-${value}`;
  return (
    <div class="choice">
      <input type="checkbox" id={id} name={name} value={value} checked={checked} />
      <label for={id}>{label}</label>
    </div>
  );
}
