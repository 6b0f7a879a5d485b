// What is planned: visits with a date are appointments, goals are goals, everything else is a task of one plan of care.

import carePlan, { type CarePlan } from '../../things/care-plan.ts';
import type { CodableValue } from '../../things/common/codable.ts';
import healthGoal from '../../things/health-goal.ts';
import { toApprox } from '../clinical/dates.ts';
import type { Element } from '../clinical/element.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import { readWords, type SectionContext } from './context.ts';
import { readCoded, readInterval, readValue } from './data-types.ts';
import { readAppointment } from './encounters.ts';
import { readProduct, sayDosage } from './medications.ts';
import { describe, hasTemplate, isNegated } from './statement.ts';

type Task = NonNullable<CarePlan['tasks']>['task'][number];

/** @param statements of one section, which is one plan */
export function* readPlan(statements: readonly Element[], context: SectionContext): Generator<Finding> {
  const tasks: { one: Element; task: Task }[] = [];
  for (const one of statements) {
    if (
      one.name === 'encounter' &&
      toApprox(readInterval(one.find('effectiveTime')).at ?? readInterval(one.find('effectiveTime')).low)
    ) {
      const found = readAppointment(one, context);
      if ('candidate' in found) {
        yield found;
        continue;
      }
    }
    const task = isNegated(one) ? 'denied' : readTask(one, context);
    if (typeof task === 'string') yield leaveOut(task, context.title);
    else if (hasTemplate(one, '22.4.121')) yield readGoal(one, task.name, context);
    else tasks.push({ one, task });
  }
  const [first] = tasks;
  if (!first) return;
  const value: CarePlan = { name: context.title, tasks: { task: tasks.map(({ task }) => task) } };
  const { sourceId: _, ...about } = describe(first.one, context);
  yield makeFinding(carePlan, value, context.title, { ...about, of: tasks.length });
}

function readTask(one: Element, context: SectionContext): Task | 'invalid' {
  const name = readTaskName(one, context);
  if (!name) return 'invalid';
  const { low, high, at } = readInterval(one.find('effectiveTime'));
  const told = readWords(one.find('text'), context);
  const found = readValue(one.find('value'), context)?.measurement.display;
  const words = [told, found].find(words => words !== undefined && words !== name.text);
  const description = [words, sayDosage(one, context)].filter(Boolean).join('\n') || undefined;
  return {
    name,
    description,
    startDate: toApprox(low),
    endDate: toApprox(high),
    targetCompletionDate: toApprox(at),
  };
}

function readTaskName(one: Element, context: SectionContext): CodableValue | undefined {
  const product = readProduct(
    one.find('consumable', 'manufacturedProduct') ?? one.find('product', 'manufacturedProduct'),
    context,
  );
  const coded = product ?? readCoded(one.find('code'), context);
  if (coded) return coded;
  const said =
    readWords(one.find('text'), context) ?? readValue(one.find('value'), context)?.measurement.display;
  return said === undefined ? undefined : { text: said };
}

/** A goal by what is to be reached; its code says what is measured. */
function readGoal(one: Element, name: CodableValue, context: SectionContext): Finding {
  const { low, high, at } = readInterval(one.find('effectiveTime'));
  const value = readValue(one.find('value'), context);
  const told = readWords(one.find('text'), context);
  const description = [value?.measurement.display, told]
    .filter(words => words !== undefined && words !== name.text)
    .join('\n');
  const goal = {
    name,
    description: description || undefined,
    startDate: toApprox(low ?? at),
    endDate: toApprox(high),
  };
  return makeFinding(healthGoal, goal, context.title, describe(one, context));
}
