// The numbers of an item that can be judged, with the line of a chart that each would stand in: as its type lists them, and of a
// laboratory's tests those that have a type of their own as well, so that both are judged alike.
import { getAt } from '../../assume.ts';
import { convertNgspToIfcc } from '../../things/common/hba1c-units.ts';
import type { ChartedAs, Valued } from '../../things/common/marks.ts';
import { molarMass } from '../../things/common/substances.ts';
import { findUcumOfUnits } from '../../things/common/unit-names.ts';
import type { ThingType } from '../../things/index.ts';
import labType, {
  type LabRange,
  type LabResults,
  type LabTest,
  listTests,
} from '../../things/lab-results.ts';
import { findKnownTest, type KnownTestId } from '../labs/known-tests.ts';
import { keyOfTest } from '../labs/test-names.ts';

/** @param value of the current version */
export function listValues(type: ThingType, value: never): readonly Valued[] {
  if (type.name === labType.name) return listResults(value);
  return type.values?.(value) ?? type.chart.map((_, of) => readLine(type, value, of));
}

function readLine({ name, chart }: ThingType, value: never, of: number): Valued {
  const series = getAt(chart, of);
  const number = series.value(value);
  const said = series.said?.(value);
  return {
    what: chart.length === 1 ? '' : series.label,
    value: number,
    unit: series.measured?.display(value)?.units.trim() ?? series.unit,
    said: said && number !== undefined ? [said] : [],
    ranges: [],
    as:
      number === undefined ? undefined : { kind: name, of, value: number, context: series.context?.(value) },
  };
}

function listResults(labs: LabResults): Valued[] {
  const values = (labType as ThingType<LabResults>).values?.(labs) ?? [];
  const tests = listTests(labs);
  return values.map((one, place) => ({ ...one, as: findLine(tests[place]?.test) }));
}

/** Tests that are items of their own types elsewhere. */
const lines: Partial<Record<KnownTestId, readonly [kind: string, of: number]>> = {
  hba1c: ['HbA1C', 0],
  ldl: ['Cholesterol', 0],
  hdl: ['Cholesterol', 1],
  cholesterol: ['Cholesterol', 2],
  triglycerides: ['Cholesterol', 3],
};

function findLine(test: LabTest<LabRange> | undefined): ChartedAs | undefined {
  const known = test && keyOfTest(test).known;
  const [kind, of] = (known && lines[known]) ?? [];
  const [only, ...others] = test?.value?.measurement.structured ?? [];
  if (known === undefined || kind === undefined || of === undefined || !only || others.length > 0)
    return undefined;
  const value = convertToLine(known, only.value, findUcumOfUnits(only.units));
  return value === undefined ? undefined : { kind, of, value };
}

/** Into the unit of the chart; undefined from one that nobody knows. */
function convertToLine(known: KnownTestId, value: number, unit: string | undefined): number | undefined {
  if (known === 'hba1c')
    return unit === '%' ? convertNgspToIfcc(value) : unit === 'mmol/mol' ? value : undefined;
  const { substance } = findKnownTest(known);
  if (unit === 'mg/dL' && substance) return (value * 10) / molarMass[substance];
  return unit === 'mmol/L' ? value : undefined;
}
