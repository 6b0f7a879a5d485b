// Draws a form: the fields of a definition, with what a list of names and texts (tree.ts) holds of them. Repeated fields grow
// and shrink by buttons of the form, so that no script is needed.

import { formWords, frameWords } from '../../../locales/words.ts';
import type { Field } from '../../../things/index.ts';
import type { AskedField } from './asked.ts';
import { listEntries } from './form-texts.ts';
import { LeafInputs } from './inputs.tsx';
import { findLeaf, getEntry, isKept } from './leaves.ts';
import type { Drawing } from './wired.tsx';

/** What people fill. */
export function DrawAsked({ asked, drawing }: { asked: readonly AskedField[]; drawing: Drawing }) {
  return (
    <>
      {asked.map(one => (
        <DrawField {...one} drawing={drawing} />
      ))}
    </>
  );
}

interface DrawFieldsProps {
  readonly fields: readonly Field[];
  readonly name: string;
  readonly before: unknown;
  readonly drawing: Drawing;
  /** Is one of them enough? */
  readonly isChoice?: boolean;
}

export function DrawFields({ fields, name, before, drawing, isChoice = false }: DrawFieldsProps) {
  const w = formWords(drawing.language);
  const all = fields.map(
    (field): DrawFieldProps => ({
      field,
      name: `${name}.${field.name}`,
      label: field.label,
      before: (before as Readonly<Record<string, unknown>> | undefined)?.[field.key],
      isOptional: field.min === 0,
      drawing,
    }),
  );
  const left = all.filter(one => !drawing.asked.has(one.name));
  const here = left.filter(one => placeOf(one) === 'here');
  const away = left.filter(one => placeOf(one) === 'away');
  const told = Object.keys({ ...drawing.errors, ...drawing.doubts });
  const isOpen = away.some(({ name }) => told.some(one => `${one}.`.startsWith(`${name}.`)));
  return (
    <>
      {isChoice && here.length + away.length > 1 && <p class="hint">{w.oneOf}</p>}
      {here.map(props => (
        <DrawField {...props} />
      ))}
      {away.length > 0 && (
        <details class="part" open={isOpen}>
          <summary>{w.forPrograms}</summary>
          {away.map(props => (
            <DrawField {...props} />
          ))}
        </details>
      )}
    </>
  );
}

/** What only programs can fill is put away where one has, and left out where it may be. */
function placeOf({ field, name, before, drawing }: DrawFieldProps): 'here' | 'away' | 'nowhere' {
  if (!field.isForPrograms) return 'here';
  if (before !== undefined && !(field.list && (before as readonly unknown[]).length === 0)) return 'away';
  if (field.min > 0) return 'here';
  return drawing.filled.has(name) || (drawing.form.get(name) ?? '') !== '' ? 'away' : 'nowhere';
}

interface DrawFieldProps {
  readonly field: Field;
  readonly name: string;
  readonly label: string;
  readonly before: unknown;
  readonly isOptional: boolean;
  readonly unit?: AskedField['unit'];
  readonly drawing: Drawing;
}

function DrawField(props: DrawFieldProps) {
  const { field, name, before, drawing, label } = props;
  const w = formWords(drawing.language);
  if (isKept(field)) return before === undefined ? null : <Kept label={label} text={w.kept} />;
  if (field.list) return <DrawList {...props} />;
  const leaf = findLeaf(field);
  if (!leaf) return <DrawGroup {...props} />;
  const isTooLong = before !== undefined && leaf.parts.every(part => !drawing.form.has(name + part));
  if (isTooLong) return <Kept label={label} text={w.kept} />;
  return <LeafInputs leaf={leaf} {...props} />;
}

export function Kept({ label, text }: { label: string; text: string }) {
  return (
    <p class="hint kept">
      <strong>{label}</strong>: {text}
    </p>
  );
}

/** What may be left out stays folded until something is in it. */
function DrawGroup({ field, name, label, before, isOptional, drawing }: DrawFieldProps) {
  const isChoice = field.kind === 'choice' || field.schema?.shape.kind === 'choice';
  const inside = (
    <DrawFields
      fields={isChoice ? field.fields.map(one => ({ ...one, min: 0, fields: one.fields })) : field.fields}
      name={name}
      before={before}
      drawing={drawing}
      isChoice={isChoice}
    />
  );
  if (!isOptional)
    return (
      <fieldset class="part" id={name} tabindex={-1}>
        <legend>{label}</legend>
        {inside}
      </fieldset>
    );
  return (
    <details class="part" id={name} open={drawing.filled.has(name)}>
      <summary>
        {label} <span class="optional">({frameWords(drawing.language).optional})</span>
      </summary>
      {inside}
    </details>
  );
}

function DrawList({ field, name, label, before, drawing }: DrawFieldProps) {
  const w = formWords(drawing.language);
  const { form } = drawing;
  const had = (before ?? []) as readonly unknown[];
  if (had.length > 0 && !form.has(`${name}.list`))
    return <Kept label={label} text={w.keptList(had.length)} />;
  const there = listEntries(form, name);
  const ids = there.length === 0 && field.min > 0 ? ['n1'] : there;
  const entry = getEntry(field);
  const isLeaf = findLeaf(entry) !== undefined;
  return (
    <fieldset class="entries" id={name} tabindex={-1} aria-label={label}>
      <input type="hidden" name={`${name}.list`} value="" />
      {ids.map((id, index) => {
        const own = ids.length === 1 && isLeaf ? label : w.entry(label, index + 1);
        return (
          <div class="entry">
            <input type="hidden" name={name} value={id} />
            <DrawField
              field={entry}
              name={`${name}.${id}`}
              label={own}
              before={/^\d+$/.test(id) ? had[Number(id)] : undefined}
              isOptional={false}
              drawing={drawing}
            />
            {ids.length > field.min && (
              <button type="submit" name="remove" value={`${name}.${id}`} class="quiet">
                {w.remove(own)}
              </button>
            )}
          </div>
        );
      })}
      {ids.length < field.max && drawing.mayGrow && (
        <button type="submit" name="add" value={name} class="quiet">
          {w.add(label)}
        </button>
      )}
    </fieldset>
  );
}
