// The names of all methods, and of what stands in their requests and answers.
import { listNames } from '../schema/names.ts';
import { listMethods } from './index.ts';

let names: ReadonlySet<string> | undefined;

export function listContractNames(): ReadonlySet<string> {
  names ??= new Set([
    ...listMethods().map(({ name }) => name),
    ...listNames(
      listMethods().flatMap(({ versions }) =>
        Object.values(versions).flatMap(({ request, response }) =>
          response === undefined ? [request] : [request, response],
        ),
      ),
    ),
  ]);
  return names;
}
