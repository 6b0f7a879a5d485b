// The names of all methods, and of what stands in their requests and answers.
import { namesIn } from '../schema/names.ts';
import { everyMethod } from './index.ts';

let names: ReadonlySet<string> | undefined;

export function contractNames(): ReadonlySet<string> {
  names ??= new Set([
    ...everyMethod().map(({ name }) => name),
    ...namesIn(
      everyMethod().flatMap(({ versions }) =>
        Object.values(versions).flatMap(({ request, response }) =>
          response === undefined ? [request] : [request, response],
        ),
      ),
    ),
  ]);
  return names;
}
