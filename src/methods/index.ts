// The methods by name.
import { allMethods } from './all.ts';
import type { Method } from './method.ts';

const byName = new Map<string, Method>(
  (allMethods as readonly Method[]).map(method => [method.name, method]),
);

export function findMethod(name: string): Method | undefined {
  return byName.get(name);
}

export function listMethods(): readonly Method[] {
  return allMethods;
}
