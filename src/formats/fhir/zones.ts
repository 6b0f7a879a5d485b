// Zones between two bounds, as components with a range: those of heart rates and of glucose.
import { codesOf, isWritable } from './codes.ts';
import { getOwn, isObject, type Json, type JsonObject, listOf } from './json.ts';
import type { Converter, Row, Settings } from './mapping.ts';
import { addComponent, ownCodes } from './observation.ts';

interface Zones {
  /** Keys of the groups, of the zones in them and of an absolute bound of one. */
  readonly groups: string;
  readonly zones: string;
  readonly bound: string;
  readonly code: string;
  readonly display: string;
  readonly converter: Converter;
}

/** Zones of the first group; others, and those in per cent of a maximum, have no element. */
export function zonesOf({
  groups,
  zones,
  bound,
  code,
  display,
  converter,
}: Zones): Pick<Row, 'write' | 'read'> {
  const writeBound = (end: Json | undefined, settings: Settings) => {
    const value = getOwn(end, bound);
    return value === undefined ? undefined : converter.write(value, settings);
  };
  const readZone = (one: Json, settings: Settings): JsonObject[] => {
    const range = getOwn(one, 'valueRange');
    const [low, high] = ['low', 'high'].map(end => {
      const quantity = getOwn(range, end);
      return quantity === undefined ? undefined : converter.read(quantity, settings);
    });
    const name = getOwn(getOwn(one, 'code'), 'text');
    if (low === undefined || high === undefined) return [];
    const own = isWritable(name) && name !== display && { name };
    return [{ ...own, lowerBound: { [bound]: low }, upperBound: { [bound]: high } }];
  };
  return {
    write(item, resource, settings) {
      const [group] = listOf(item[groups]);
      for (const zone of listOf(getOwn(group, zones))) {
        const [low, high] = ['lowerBound', 'upperBound'].map(end => writeBound(getOwn(zone, end), settings));
        const [from, to] = [low, high].map(end => getOwn(end, 'value'));
        if (low === undefined || high === undefined || Number(from) > Number(to)) continue;
        const name = getOwn(zone, 'name');
        const concept = {
          coding: [{ system: ownCodes, code, display }],
          text: isWritable(name) ? name : display,
        };
        addComponent(resource, concept, 'valueRange', { low, high });
      }
    },
    read(resource, item, settings) {
      const own = listOf(resource.component).filter(one =>
        codesOf(getOwn(one, 'code'), ownCodes).includes(code),
      );
      const all = own.flatMap(one => readZone(one, settings)).filter(isObject);
      if (all.length > 0) item[groups] = [{ [zones]: all }];
    },
  };
}
