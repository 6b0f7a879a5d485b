// OverwriteThings takes and answers what PutThings does.
import { putThings } from './put-things.ts';

export const overwriteThings = putThings;
