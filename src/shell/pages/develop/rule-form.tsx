// The fields of a rule: what it may do with which kinds of item, why, and whether people may leave it out.
import { isSameFamily, permissions, type Rule, type RuleTarget } from '../../../core/authorization/rules.ts';
import type { Language } from '../../../locales/language.ts';
import { nameGroup, nameType } from '../../../locales/type-names.ts';
import { frameWords, rulesWords } from '../../../locales/words.ts';
import { isDay } from '../../../schema/text.ts';
import { currentVersion, everyType, type ThingGroup, type ThingType } from '../../../things/index.ts';
import { Choices, FieldError, type FieldErrors, Input, TextArea, Tick } from '../../kit/fields.tsx';

/** As the form has it. */
export interface RuleDraft {
  readonly name: string;
  readonly reason: string;
  readonly permissions: readonly string[];
  /** `all` or `some`. */
  readonly reach: string;
  /** Ids of current versions. */
  readonly types: readonly string[];
  /** yyyy-MM-dd, or empty. */
  readonly from: string;
  readonly to: string;
  readonly isOptional: boolean;
  readonly displayFirst: boolean;
  readonly checkedFirst: boolean;
  readonly checkedByDefault: boolean;
}

export const firstDraft: RuleDraft = {
  name: '',
  reason: '',
  permissions: ['Read'],
  reach: 'some',
  types: [],
  from: '',
  to: '',
  isOptional: false,
  displayFirst: false,
  checkedFirst: false,
  checkedByDefault: false,
};

/** The form shows the first target; a rule that was registered elsewhere may have more. */
export function makeDraft(rule: Rule): RuleDraft {
  const [target] = rule.targets;
  const { typeIds = [], from = '', to = '' } = target ?? {};
  const types =
    typeIds === 'all'
      ? []
      : everyType()
          .map(type => currentVersion(type).id)
          .filter(id => typeIds.some(other => isSameFamily(id, other)));
  return {
    name: rule.name,
    reason: rule.reason,
    permissions: rule.permissions,
    reach: typeIds === 'all' ? 'all' : 'some',
    types,
    from: from.slice(0, 10),
    to: to.slice(0, 10),
    isOptional: rule.optional !== undefined,
    displayFirst: rule.optional?.displayFirst ?? false,
    checkedFirst: rule.optional?.checkedFirst ?? false,
    checkedByDefault: rule.optional?.checkedByDefault ?? false,
  };
}

export function readDraftForm(form: URLSearchParams): RuleDraft {
  const text = (name: string) => form.get(name)?.trim() ?? '';
  const isTicked = (name: string) => form.get(name) === 'yes';
  return {
    name: text('name'),
    reason: text('reason'),
    permissions: form.getAll('permission'),
    reach: text('reach'),
    types: form.getAll('type'),
    from: text('from'),
    to: text('to'),
    isOptional: isTicked('optional'),
    displayFirst: isTicked('displayFirst'),
    checkedFirst: isTicked('checkedFirst'),
    checkedByDefault: isTicked('checkedByDefault'),
  };
}

const nameMax = 16;
const reasonMax = 1000;

/** What the draft comes to, or what is wrong with it. */
export function readDraft(
  draft: RuleDraft,
  { mode, before, language }: { mode: Rule['mode']; before: Rule | undefined; language: Language },
): { rule: Rule } | { errors: Record<string, string> } {
  const w = rulesWords(language);
  const f = frameWords(language);
  const errors: Record<string, string> = {};
  const rights = permissions.filter(permission => draft.permissions.includes(permission));
  const known = everyType()
    .map(type => currentVersion(type).id)
    .filter(id => draft.types.includes(id));
  if (draft.name === '') errors.name = f.missing(w.name);
  else if ([...draft.name].length > nameMax) errors.name = f.tooLong(w.name, nameMax);
  if (draft.reason === '') errors.reason = f.missing(w.why);
  else if ([...draft.reason].length > reasonMax) errors.reason = f.tooLong(w.why, reasonMax);
  if (rights.length === 0) errors.permission = w.noRights;
  if (draft.reach !== 'all' && known.length === 0) errors.kinds = w.noKinds;
  for (const name of ['from', 'to'] as const)
    if (draft[name] !== '' && !isDate(draft[name])) errors[name] = f.missing(w[name]);
  if (draft.from !== '' && draft.to !== '' && draft.from > draft.to) errors.from ??= w.badDates;
  if (Object.keys(errors).length > 0) return { errors };
  const target: RuleTarget = {
    typeIds: draft.reach === 'all' ? 'all' : known,
    ...(draft.from !== '' && { from: draft.from }),
    ...(draft.to !== '' && { to: `${draft.to}T23:59:59.999` }),
  };
  const { displayFirst, checkedFirst, checkedByDefault } = draft;
  return {
    rule: {
      name: draft.name,
      reason: draft.reason,
      permissions: rights,
      targets: [target, ...(before?.targets.slice(1) ?? [])],
      exceptions: before?.exceptions ?? [],
      mode,
      optional: draft.isOptional ? { displayFirst, checkedFirst, checkedByDefault } : undefined,
    },
  };
}

function isDate(text: string): boolean {
  const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return y !== undefined && isDay(Number(y), Number(m), Number(d));
}

interface RuleFormProps {
  readonly draft: RuleDraft;
  readonly before: Rule | undefined;
  readonly errors: FieldErrors;
  readonly language: Language;
}

export function RuleForm({ draft, before, errors, language }: RuleFormProps) {
  const w = rulesWords(language);
  const optional = frameWords(language).optional;
  const hasMore = before !== undefined && before.targets.length + before.exceptions.length > 1;
  return (
    <>
      <Input
        name="name"
        label={w.name}
        hint={w.nameHint}
        value={draft.name}
        maxlength={nameMax}
        autocomplete="off"
        errors={errors}
      />
      <TextArea
        name="reason"
        label={w.why}
        hint={w.whyHint}
        value={draft.reason}
        rows={2}
        maxlength={reasonMax}
        errors={errors}
      />
      <Choices
        name="permission"
        label={w.permissions}
        options={permissions.map(value => ({ value, label: w.rights[value] }))}
        chosen={draft.permissions}
        several
        errors={errors}
      />
      <Choices
        name="reach"
        label={w.kinds}
        options={[
          { value: 'some', label: w.some },
          { value: 'all', label: w.all },
        ]}
        chosen={[draft.reach]}
        errors={errors}
      />
      <TypePicker draft={draft} errors={errors} language={language} />
      {hasMore && <p class="hint">{w.kept}</p>}
      <Input
        name="from"
        label={w.from}
        hint={w.datesHint}
        type="date"
        value={draft.from}
        errors={errors}
        optional={optional}
      />
      <Input name="to" label={w.to} type="date" value={draft.to} errors={errors} optional={optional} />
      <Tick name="optional" label={w.optional} checked={draft.isOptional} />
      <fieldset>
        <legend>{w.optionalHint}</legend>
        <Tick name="displayFirst" label={w.display} checked={draft.displayFirst} />
        <Tick name="checkedFirst" label={w.checkedFirst} checked={draft.checkedFirst} />
        <Tick name="checkedByDefault" label={w.checked} checked={draft.checkedByDefault} />
      </fieldset>
    </>
  );
}

/** By group; where script runs, a search narrows the list. */
function TypePicker({ draft, errors, language }: Omit<RuleFormProps, 'before'>) {
  const w = rulesWords(language);
  const groups = new Map<ThingGroup, ThingType[]>();
  for (const type of everyType()) groups.set(type.group, [...(groups.get(type.group) ?? []), type]);
  return (
    <>
      <FieldError name="kinds" errors={errors} />
      <details class="kinds" id="kinds" open>
        <summary>
          {w.chooseKinds} <span class="hint-inline">({w.chosen(draft.types.length)})</span>
        </summary>
        <div class="field" data-search hidden>
          <label for="kinds-search">{w.search}</label>
          <input type="search" id="kinds-search" autocomplete="off" />
        </div>
        {[...groups].map(([group, types]) => (
          <fieldset data-group>
            <legend>{nameGroup(group, language)}</legend>
            <div class="type-boxes">
              {types.map(type => (
                <TypeBox
                  type={type}
                  isChosen={draft.types.includes(currentVersion(type).id)}
                  language={language}
                />
              ))}
            </div>
          </fieldset>
        ))}
      </details>
    </>
  );
}

function TypeBox({ type, isChosen, language }: { type: ThingType; isChosen: boolean; language: Language }) {
  const { id } = currentVersion(type);
  return (
    <div class="choice" data-kind>
      <input type="checkbox" id={`type-${id}`} name="type" value={id} checked={isChosen} />
      <label for={`type-${id}`}>{nameType(type, language)}</label>
    </div>
  );
}
