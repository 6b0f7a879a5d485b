// Ids of things as the vault makes them: they decide where rows lie.
import { randomUUID } from 'node:crypto';
import { ThingIds } from '../dist/core/things/ids.js';

const made = new ThingIds();
const world = { clock: { now: () => Date.now() }, ids: { guid: () => randomUUID() } };

export const makeThingId = () => made.make(world);
