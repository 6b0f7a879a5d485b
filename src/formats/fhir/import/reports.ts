// Reports of laboratories and the tests they are made of, which stand beside them in a file: tests wait for their report, and become
// one item with it. Those whose report does not come, or takes none, are items themselves.

import { heldType } from '../holder.ts';
import { chooseMapping } from '../index.ts';
import { type JsonObject, listOf, type Resource } from '../json.ts';
import type { FoundResource } from './entries.ts';
import { testsHeldCharactersMax, testsHeldMax } from './limits.ts';
import { listKeys, type Names, referenceOf, shorten } from './names.ts';

export class Reports {
  readonly #names: Names;
  readonly #tests = new Map<string, FoundResource>();
  readonly #waiting: FoundResource[] = [];
  #characters = 0;

  constructor(names: Names) {
    this.#names = names;
  }

  /** @returns what is not waited for, in its order */
  take(found: FoundResource): FoundResource[] {
    const { resource } = found;
    if (resource.resourceType === 'DiagnosticReport' && listOf(resource.result).some(isElsewhere)) {
      if (this.#waiting.length < testsHeldMax) {
        this.#waiting.push(found);
        return [];
      }
      return [found];
    }
    const [key] = listKeys(found);
    if (resource.resourceType !== 'Observation' || key === undefined) return [found];
    if (this.#names.findReport(found) === undefined) return [found];
    this.#characters += JSON.stringify(resource).length;
    if (this.#tests.size >= testsHeldMax || this.#characters > testsHeldCharactersMax) return [found];
    for (const one of listKeys(found)) this.#tests.set(one, found);
    return [];
  }

  /** Those that were waited for. */
  *finish(): Generator<FoundResource> {
    const taken = new Set<FoundResource>();
    for (const report of this.#waiting) {
      const tests = listOf(report.resource.result).flatMap(one => {
        const to = referenceOf(one) ?? '';
        const found = this.#tests.get(to) ?? this.#tests.get(shorten(to));
        return found && !taken.has(found) ? [found] : [];
      });
      const whole = containTests(report.resource, tests);
      if (tests.length === 0 || chooseMapping(whole).type === heldType) yield report;
      else {
        for (const test of tests) taken.add(test);
        yield { ...report, resource: whole };
      }
    }
    for (const test of new Set(this.#tests.values())) if (!taken.has(test)) yield test;
  }
}

function isElsewhere(reference: Parameters<typeof referenceOf>[0]): boolean {
  return referenceOf(reference)?.startsWith('#') === false;
}

function containTests(report: Resource, tests: readonly FoundResource[]): Resource {
  const contained = tests.map(({ resource }, at): JsonObject => ({ ...resource, id: `test-${at + 1}` }));
  const result = contained.map(({ id }) => ({ reference: `#${String(id)}` }));
  return { ...report, contained: [...listOf(report.contained), ...contained], result };
}
