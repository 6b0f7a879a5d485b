// Every operation, in the order of the description.
import type { Operation } from '../operation.ts';
import { goalOperations } from './goals.ts';
import { otherOperations } from './others.ts';
import { planOperations } from './plans.ts';
import { taskOperations } from './tasks.ts';

export const operations: readonly Operation[] = [
  ...planOperations,
  ...taskOperations,
  ...goalOperations,
  ...otherOperations,
];
